import { once } from 'node:events';
import type { Client, Connection, Submittable } from 'pg';

/** As much of the driver's connection as COPY needs; its types leave these out. */
type CopyConnection = Connection & {
  readonly stream: NodeJS.WritableStream & { readonly writableNeedDrain: boolean };
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

/**
 * Runs `COPY … TO STDOUT` and hands each piece over as it comes.
 * @throws Error of the server
 */
export function copyOut(client: Client, sql: string, take: (chunk: Uint8Array) => void): Promise<void> {
  // The driver reads the next message into the same memory.
  return submit(client, sql, { handleCopyData: ({ chunk }) => take(Uint8Array.from(chunk)) });
}

/**
 * Runs `COPY … FROM STDIN` with the pieces of a source; a source that throws makes the server take nothing.
 * @throws Error of the server, or of the source
 */
export async function copyIn(client: Client, sql: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  let failure: { readonly cause: unknown } | undefined;
  const feed = async (connection: CopyConnection) => {
    try {
      for await (const chunk of source) {
        connection.sendCopyFromChunk(chunk);
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
      }
      connection.endCopyFrom();
    } catch (cause) {
      failure = { cause };
      connection.sendCopyFail('the source failed');
    }
  };
  try {
    await submit(client, sql, { handleCopyInResponse: (connection) => void feed(connection) });
  } catch (cause) {
    throw failure === undefined ? cause : failure.cause;
  }
}

type Handlers = {
  readonly handleCopyData?: (message: { readonly chunk: Uint8Array }) => void;
  readonly handleCopyInResponse?: (connection: CopyConnection) => void;
};

/** A query of our own kind: the driver calls its handlers by these names. */
function submit(client: Client, sql: string, handlers: Handlers): Promise<void> {
  return new Promise((resolve, reject) => {
    const query: Submittable & Record<string, unknown> = {
      ...handlers,
      submit: (connection: Connection) => connection.query(sql),
      handleCommandComplete: () => undefined,
      handleError: (cause: Error) => reject(cause),
      handleReadyForQuery: () => resolve(),
    };
    client.query(query);
  });
}
