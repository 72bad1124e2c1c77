import { open } from 'node:fs/promises';
import { DecodeError, PermitError } from '@residence-permit/shared/errors';
import { decodeEvidence, MAX_EVIDENCE_BYTES, type Replay, replayTap } from '../evidence/index.ts';
import { nodeEngine } from '../node/index.ts';
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
  const evidence = decodeEvidence(await readBounded(path));
  const { trust, origin } = await openRecordedTrust(evidence, trustFolder);
  return { ...replayTap({ evidence, trust, engine: nodeEngine }), trust, trustOrigin: origin };
}

async function readBounded(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  });
  try {
    const { size } = await file.stat();
    if (size > MAX_EVIDENCE_BYTES) throw new DecodeError('EVIDENCE_BAD', MAX_EVIDENCE_BYTES, 'too long');
    return new Uint8Array(await file.readFile());
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  } finally {
    await file.close();
  }
}
