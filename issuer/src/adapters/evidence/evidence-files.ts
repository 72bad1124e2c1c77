import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { concatBytes, encodeUtf8, equalBytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole, writeFileWhole } from '../../files/index.ts';
import type { RandomSource } from '../../ports/index.ts';
import type { EvidenceFiles } from '../../use-cases/ports/index.ts';
import { openSealed, type PersonKey, type PersonKeys, SEAL_OVERHEAD_BYTES, sealBytes } from '../privacy/index.ts';
import { evidenceAddress, evidencePath } from './evidence-address.ts';
import { EVIDENCE_UPLOAD_MAX_BYTES } from './examine/evidence-limits.ts';

/** The sealed files of evidence and portraits, which can also be removed. */
export type EvidenceFolder = EvidenceFiles & {
  /**
   * Seals and keeps a file, and answers its address once it is on disk. The same file of the same person is kept once, and
   * written anew, which heals a damaged one.
   * @throws PermitError PERSON_ERASED; STORE_FAILED, and then nothing of it is left
   */
  readonly put: EvidenceFiles['put'];
  /** @throws PermitError EVIDENCE_MISSING; EVIDENCE_DAMAGED, another person's file included; PERSON_ERASED; STORE_FAILED */
  readonly get: EvidenceFiles['get'];
  /** Removes a file; one that is gone is no fault. @throws PermitError STORE_FAILED */
  readonly remove: (address: Uint8Array) => Promise<void>;
};

/** Keeps each file in a folder as AES-256-GCM under its person's evidence key, its address authenticated beside it. */
export function makeEvidenceFiles(parts: {
  readonly folder: string;
  readonly keys: Pick<PersonKeys, 'use'>;
  readonly random?: RandomSource;
}): EvidenceFolder {
  const { folder, keys, random = (length: number) => new Uint8Array(randomBytes(length)) } = parts;
  return {
    put: (personId, content) =>
      keys.use(personId, async (key) => {
        const address = evidenceAddress(key, content);
        const sealed = sealBytes({ key: key.derive('evidence'), openly: openly(address), plain: content, random });
        await writeFileWhole(join(folder, evidencePath(address)), sealed, 'owner');
        return { address };
      }),
    get: async (personId, address) => {
      const sealed = await readSealed(join(folder, evidencePath(address)));
      return keys.use(personId, (key) => open(key, { address, sealed }));
    },
    remove: async (address) => {
      const path = join(folder, evidencePath(address));
      try {
        await rm(path, { force: true });
      } catch (cause) {
        throw new PermitError('STORE_FAILED', { cause, detail: path });
      }
    },
  };
}

function open(key: PersonKey, file: { readonly address: Uint8Array; readonly sealed: Uint8Array }): Uint8Array {
  const content = openOrDamaged(key, file);
  if (!equalBytes(evidenceAddress(key, content), file.address)) throw new PermitError('EVIDENCE_DAMAGED');
  return content;
}

function openOrDamaged(
  key: PersonKey,
  file: { readonly address: Uint8Array; readonly sealed: Uint8Array },
): Uint8Array {
  const evidenceKey = key.derive('evidence');
  try {
    return openSealed({ key: evidenceKey, openly: openly(file.address), sealed: file.sealed });
  } catch (cause) {
    throw new PermitError('EVIDENCE_DAMAGED', { cause });
  }
}

function openly(address: Uint8Array): Uint8Array {
  return concatBytes(encodeUtf8('evidence.'), address);
}

async function readSealed(path: string): Promise<Uint8Array> {
  const size = await sizeOf(path);
  if (size > EVIDENCE_UPLOAD_MAX_BYTES + SEAL_OVERHEAD_BYTES) throw new PermitError('EVIDENCE_DAMAGED');
  return readFileWhole(path);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    const isMissing = (cause as { readonly code?: unknown }).code === 'ENOENT';
    throw new PermitError(isMissing ? 'EVIDENCE_MISSING' : 'STORE_FAILED', { cause });
  }
}
