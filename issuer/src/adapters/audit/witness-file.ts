import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { PermitError } from '@residence-permit/shared/errors';
import { formatNote, parseNote, type SignedCheckpoint } from '../../domain/audit/index.ts';

/** Hands a checkpoint to a witness; it is on disk there afterwards. */
export type AppendNote = (checkpoint: SignedCheckpoint) => Promise<void>;

/** What stands between two notes, and what a note ends with. */
const NOTE_END = '\n\n';
const LINES_OF_NOTE = 6;

/**
 * A witness that is a file at another place: notes one after the other, added at its end and never changed. Several processes
 * may add to it. What a power cut left of a note is closed off, so that the next one stands alone.
 * The function throws PermitError STORE_FAILED.
 */
export function makeWitnessFile(path: string): AppendNote {
  return async (checkpoint) => {
    try {
      const file = await open(path, 'a+', 0o644);
      try {
        const start = (await endsCleanly(file)) ? '' : NOTE_END;
        await file.appendFile(start + formatNote(checkpoint));
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw new PermitError('STORE_FAILED', { cause, detail: `witness ${path}` });
    }
  };
}

/** Length of a witness file in bytes. @throws PermitError STORE_FAILED */
export async function witnessLength(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: `witness ${path}` });
  }
}

/**
 * The notes of a witness file in their order, one in memory at a time; what is no note is passed over.
 * @param length read so many bytes: what the file had when it was looked at
 * @throws PermitError STORE_FAILED
 */
export async function* readWitness(path: string, length: number): AsyncGenerator<SignedCheckpoint> {
  if (length === 0) return;
  let lines: string[] = [];
  try {
    const stream = createReadStream(path, { end: length - 1, encoding: 'utf8' });
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      lines = [...lines.slice(1 - LINES_OF_NOTE), line];
      const note = parseNote(lines);
      if (note === undefined) continue;
      yield note;
      lines = [];
    }
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    throw new PermitError('STORE_FAILED', { cause, detail: `witness ${path}` });
  }
}

async function endsCleanly(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const tail = Buffer.alloc(Math.min(size, NOTE_END.length));
  await file.read(tail, 0, tail.length, size - tail.length);
  return tail.toString('latin1') === NOTE_END;
}
