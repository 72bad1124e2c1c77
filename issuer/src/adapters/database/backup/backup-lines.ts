import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { PermitError } from '@residence-permit/shared/errors';
import type { z } from 'zod';
import { BackupEnd, END_OF_ROWS } from './backup-format.ts';

const NEWLINE = 0x0a;
const LAST_ROW = `${END_OF_ROWS}\n`;
const PIECE_BYTES = 64 * 1024;
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** The lines of a backup, read once from its beginning to its end. */
export type BackupLines = {
  /** The next line by its definition. @throws PermitError BACKUP_BAD */
  readonly next: <Value>(definition: z.ZodType<Value>) => Promise<Value>;
  /** The rows of a table, whole lines in pieces, up to the mark of their end. */
  readonly rows: () => AsyncGenerator<Uint8Array>;
  /** True when the next line is the last one. */
  readonly isAtEnd: () => Promise<boolean>;
  /** Reads the last line and holds it against all before it. @throws PermitError BACKUP_BAD */
  readonly finish: (tables: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export function readBackupLines(file: string): BackupLines {
  const source = linesOf(file);
  const hash = createHash('sha256');
  let ahead: Buffer | undefined;
  const peek = async (): Promise<Buffer> => {
    if (ahead !== undefined) return ahead;
    const { done, value } = await source.next().catch((cause: unknown) => {
      throw bad(file, cause);
    });
    if (done === true) throw bad(file, undefined);
    ahead = value;
    return value;
  };
  const take = async (): Promise<Buffer> => {
    const line = await peek();
    ahead = undefined;
    return line;
  };
  const parse = <Value>(definition: z.ZodType<Value>, line: Buffer): Value => {
    try {
      return definition.parse(JSON.parse(line.toString('utf8')));
    } catch (cause) {
      throw bad(file, cause);
    }
  };
  return {
    next: async (definition) => {
      const line = await take();
      hash.update(line);
      return parse(definition, line);
    },
    async *rows() {
      let piece: Buffer[] = [];
      let length = 0;
      for (let line = await take(); line.toString('latin1') !== LAST_ROW; line = await take()) {
        hash.update(line);
        piece.push(line);
        length += line.length;
        if (length < PIECE_BYTES) continue;
        yield Buffer.concat(piece);
        [piece, length] = [[], 0];
      }
      hash.update(LAST_ROW);
      if (length > 0) yield Buffer.concat(piece);
    },
    isAtEnd: async () => (await peek()).subarray(0, 9).toString('latin1') === '{"tables"',
    finish: async (tables) => {
      const end = parse(BackupEnd, await take());
      const { done } = await source.next();
      if (end.sha256 !== hash.digest('hex') || end.tables !== tables || done !== true) throw bad(file, undefined);
    },
    close: async () => {
      await source.return(undefined);
    },
  };
}

/** Lines with their newline. Split on bytes: a line separator of Unicode inside a text ends no line. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const stream = createReadStream(file);
  const bytes = createGunzip();
  stream.on('error', (cause) => bytes.destroy(cause)).pipe(bytes);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = rest.indexOf(NEWLINE); at >= 0; at = rest.indexOf(NEWLINE, from)) {
      yield rest.subarray(from, at + 1);
      from = at + 1;
    }
    rest = rest.subarray(from);
    if (rest.length > MAX_LINE_BYTES) throw new RangeError('a line without an end');
  }
  if (rest.length > 0) throw new RangeError('the last line has no end');
}

function bad(file: string, cause: unknown): PermitError {
  // What a parser says may quote a row.
  return new PermitError('BACKUP_BAD', { cause: cause instanceof SyntaxError ? undefined : cause, detail: file });
}
