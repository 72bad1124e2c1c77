import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { isNearCap, type Usage } from '../keys/usage/cap-usage.ts';
import { makeFileUsageCounter } from '../keys/usage/usage-counter.ts';
import type { Clock } from '../ports/index.ts';
import type { DocumentSigner, GrantorSigner } from './authority.ts';

/** Bytes of a digest in the journal and in the list of what a withdrawn signer is still believed for. */
const DIGEST_BYTES = 16;

/** One signature that was about to be made. */
export type JournalEntry = {
  /** Seconds since the epoch. */
  readonly at: number;
  /** `card URI#INDEX`, `endorsement BINDING` or `grants PERMITREF DGn`, in hexadecimal where bytes. */
  readonly about: string;
  /** Start of SHA-256 over what was signed, the Sig_structure of RFC 9052 §4.4. */
  readonly digest: Uint8Array;
};

/** A line for each signature of each signer, on disk before the signature is made. */
export type SignatureJournal = ReturnType<typeof makeSignatureJournal>;

/**
 * The journal of an office's signers: one file each, lines of JSON. It counts signatures against the signer's cap, and says
 * after a withdrawal what the office itself had signed. A line without a signature is possible after a crash, a signature
 * without a line is not.
 */
export function makeSignatureJournal(deps: {
  readonly folder: string;
  readonly clock: Clock;
  /** Told of each signature from nine tenths of a signer's cap on. */
  readonly warn?: (name: string, usage: Usage) => void;
}) {
  const pathOf = (name: string) => join(deps.folder, `${name}.jsonl`);
  /** Of its own, since two processes that append to the journal at once cannot tell which line was the last allowed. */
  const counterOf = (name: string) => makeFileUsageCounter(join(deps.folder, `${name}.count`));
  let last: Promise<unknown> = Promise.resolve();

  async function entriesOf(name: string): Promise<readonly JournalEntry[]> {
    return (await linesOf(pathOf(name))).flatMap(parseLine);
  }

  async function note(signer: DocumentSigner | GrantorSigner, about: string, message: Uint8Array): Promise<void> {
    if (signer.cap !== undefined) {
      const used = await counterOf(signer.name).take(signer.cap);
      if (isNearCap({ used, limit: signer.cap })) deps.warn?.(signer.name, { used, limit: signer.cap });
    }
    await appendLine(
      pathOf(signer.name),
      JSON.stringify({ at: deps.clock(), about, digest: toHex(digestOf(message)) }),
    );
  }

  return {
    entriesOf,
    /** How many signatures it has begun. */
    async usedBy(name: string): Promise<number> {
      const [lines, counted] = await Promise.all([linesOf(pathOf(name)), counterOf(name).used()]);
      return Math.max(lines.length, counted);
    },
    /** That signer, noting each signature first. Calls wait for each other. @throws PermitError SIGNER_CAP_REACHED, STORE_FAILED */
    signing(signer: DocumentSigner | GrantorSigner, about: string): Ed25519Signer {
      return {
        publicKey: signer.key.publicKey,
        async sign(message) {
          const noted = last.then(() => note(signer, about, message));
          last = noted.catch(() => undefined);
          await noted;
          return signer.key.sign(message);
        },
      };
    },
  };
}

function digestOf(message: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(message).digest()).slice(0, DIGEST_BYTES);
}

async function linesOf(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** Nothing for a line that a crash cut off; it is counted all the same. */
function parseLine(line: string): readonly JournalEntry[] {
  try {
    const value: unknown = JSON.parse(line);
    if (isEntry(value)) return [{ at: value.at, about: value.about, digest: fromHex(value.digest) }];
  } catch {
    // Cut off: see above.
  }
  return [];
}

function isEntry(value: unknown): value is { at: number; about: string; digest: string } {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'at' in value &&
    typeof value.at === 'number' &&
    'about' in value &&
    typeof value.about === 'string' &&
    'digest' in value &&
    typeof value.digest === 'string' &&
    /^[0-9a-f]{32}$/.test(value.digest)
  );
}

async function appendLine(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'a', 0o600);
    try {
      // The line break comes first, so that a line that a crash cut off spoils no other.
      await handle.appendFile(`\n${line}`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}
