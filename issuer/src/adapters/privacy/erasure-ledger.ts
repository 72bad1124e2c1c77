import { createHmac } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeUtf8, equalBytes, fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { z } from 'zod';
import { ERASURE_GROUNDS, type ErasureGround } from '../../domain/retention/index.ts';

/** That a person is to be erased: it holds from the moment it is in the ledger, whatever fails after that. */
export type Erasure = {
  /** UUID of the person; it names nobody once the person's data is gone. */
  readonly personId: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly ground: ErasureGround;
};

/** Erasures in the order in which they were entered. Kept apart from every database, so that no restore rolls it back. */
export type ErasureLedger = {
  /** Answers once the line is on disk. @throws PermitError STORE_FAILED */
  readonly append: (erasure: Erasure) => Promise<void>;
  /** @throws PermitError ERASURE_LEDGER_BAD; STORE_FAILED */
  readonly readAll: () => Promise<readonly Erasure[]>;
};

const Line = z.strictObject({
  person: z.uuid(),
  at: z.int().nonnegative(),
  ground: z.enum(Object.keys(ERASURE_GROUNDS) as [ErasureGround, ...ErasureGround[]]),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * A ledger in a file, one line of JSON per erasure, each with an HMAC-SHA-256, because a planted line would erase somebody at
 * the next restore. Lines are short enough for one append, so several processes of one machine may share the file.
 * @param options.key 32 bytes, `IndexKey.ledgerKey()`
 */
export function makeFileErasureLedger(options: { readonly path: string; readonly key: Uint8Array }): ErasureLedger {
  const { path, key } = options;
  return {
    append: (erasure) => appendLine(path, formatLine(key, erasure)),
    readAll: async () => {
      const text = await textOf(path);
      // A line without its end was cut by a crash before its erasure began: nothing was promised.
      return text
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => parseLine(key, line));
    },
  };
}

function formatLine(key: Uint8Array, { personId, at, ground }: Erasure): string {
  const mac = toHex(macOf(key, { personId, at, ground }));
  // The line break in front closes a line that a crash cut.
  return `\n${JSON.stringify({ person: personId, at, ground, mac })}\n`;
}

function parseLine(key: Uint8Array, line: string): Erasure {
  const parsed = Line.safeParse(parseJson(line));
  if (!parsed.success) throw new PermitError('ERASURE_LEDGER_BAD', { detail: 'a line is not an erasure' });
  const { person, at, ground, mac } = parsed.data;
  const erasure = { personId: person, at, ground };
  if (!equalBytes(macOf(key, erasure), fromHex(mac))) throw new PermitError('ERASURE_LEDGER_BAD', { detail: 'mac' });
  return erasure;
}

function macOf(key: Uint8Array, { personId, at, ground }: Erasure): Uint8Array {
  return new Uint8Array(
    createHmac('sha256', key)
      .update(encodeUtf8(`${personId}.${at}.${ground}`))
      .digest(),
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'a', 0o600);
    try {
      await handle.appendFile(line);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code === 'ENOENT') return '';
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}
