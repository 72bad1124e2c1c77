import { DecodeError, PermitError } from '@residence-permit/shared/errors';
import { decodeEvidence, MAX_EVIDENCE_BYTES, type Replay, replayTap } from '../evidence/index.ts';
import { nodeEngine } from '../node/index.ts';
import { readBounded } from '../node/read-bounded.ts';
import { openRecordedTrust, type RecordedTrust } from './trust-snapshot.ts';

/** A replay, and whether it was judged under the very trust files of the tap. */
export type OpenedEvidence = Replay & {
  readonly trust: RecordedTrust['trust'];
  readonly trustOrigin: RecordedTrust['origin'];
};

/**
 * Reads an evidence file and judges its tap again. No reader, no network.
 * @throws DecodeError EVIDENCE_BAD
 * @throws PermitError STORE_FAILED, EVIDENCE_TRUST_MISSING, PURPOSE_UNKNOWN, and as `loadTrustFolder`
 */
export async function replayFile(path: string, trustFolder: string | undefined): Promise<OpenedEvidence> {
  const evidence = decodeEvidence(await readEvidence(path));
  const { trust, origin } = await openRecordedTrust(evidence, trustFolder);
  return { ...replayTap({ evidence, trust, engine: nodeEngine }), trust, trustOrigin: origin };
}

/** What is no plain file is refused: a pipe or a device would never end. */
async function readEvidence(path: string): Promise<Uint8Array> {
  try {
    return await readBounded(path, MAX_EVIDENCE_BYTES);
  } catch (cause) {
    if (!(cause instanceof PermitError) || cause.code !== 'TRUST_TOO_LARGE') throw cause;
    throw new DecodeError('EVIDENCE_BAD', MAX_EVIDENCE_BYTES, 'too long');
  }
}
