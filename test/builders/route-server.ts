import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { guardRoute } from '@residence-permit/issuer/adapters/accounts';
import {
  makeApp,
  makeLog,
  makeRunCommand,
  makeSqlIdempotencyStore,
  type RouteDefinition,
} from '@residence-permit/issuer/http';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import type { OfficeStores } from './office-stores.ts';

/** A request: method and path, and what goes with it. */
export type Sent = {
  readonly body?: unknown;
  /** Sent as they are, instead of a body; the media type is in `headers`. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key; a new one where it is absent. */
  readonly key?: string;
};

/**
 * Routes on a port of this machine, behind the guard of the service. Somebody is signed in by being sent with the request: the
 * sessions of accounts have tests of their own. `lines` is what was logged.
 */
export async function aRouteServer(stores: OfficeStores, routes: readonly RouteDefinition[]) {
  const lines: string[] = [];
  const accounts = new Map<string, SignedIn>();
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const app = makeApp({
    log: makeLog({ level: 'info', destination }),
    before: [
      (req, res, next) => {
        const by = accounts.get(req.get('x-test-account') ?? '');
        // What the sessions of adapters/accounts leave there, as far as the guard reads it.
        if (by !== undefined) res.locals.signedIn = { account: { id: by.accountId }, subject: by.subject } as never;
        next();
      },
    ],
    guard: guardRoute,
    runCommand: makeRunCommand({
      store: makeSqlIdempotencyStore(stores.database.prisma),
      hashKey: stores.random(32),
    }),
    routes,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function send(by: SignedIn | undefined, [method, path]: readonly [string, string], sent: Sent = {}) {
    if (by !== undefined) accounts.set(by.accountId, by);
    const { bytes, body, key = randomUUID() } = sent;
    const content = bytes === undefined ? JSON.stringify(body) : Buffer.from(bytes);
    const response = await fetch(base + path, {
      method: method.toUpperCase(),
      headers: {
        ...(by === undefined ? {} : { 'x-test-account': by.accountId }),
        ...(method === 'get' ? {} : { 'Idempotency-Key': key }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...sent.headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const reply: Record<string, unknown> = isJson ? JSON.parse(text) : {};
    return { status: response.status, reply, replayed: response.headers.get('Idempotency-Replayed') };
  }

  /** A reply that is a file. */
  async function download(by: SignedIn, path: string, headers: Readonly<Record<string, string>>) {
    accounts.set(by.accountId, by);
    const response = await fetch(base + path, { headers: { ...headers, 'x-test-account': by.accountId } });
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  return { send, download, lines, close: () => new Promise((resolve) => void server.close(resolve)) };
}
