import { CardError, type Code } from '@residence-permit/shared/errors';
import { type ChipFiles, type PaceSession, readChipFiles, readFile, selectPermit } from '../session/index.ts';
import type { CamProof } from '../verify/index.ts';
import { ENDORSEMENT_GROUP, GRANT_GROUPS, ISSUED_GROUPS } from './data-group-titles.ts';

/** Everything on a card, byte for byte as the PIN opened it. None of it is believed yet. */
export type HolderReading = {
  readonly dg1Bytes: Uint8Array;
  readonly cam: CamProof | undefined;
  /** Data group → content. */
  readonly files: ReadonlyMap<number, Uint8Array>;
  /** Data group → why it is missing. */
  readonly missing: ReadonlyMap<number, Code>;
  readonly chipFiles: ChipFiles;
};

const DG_SIGNER_CHAIN = 12;

/**
 * Reads the whole card in a session that the PIN opened. A group that the card refuses is missing and ends nothing.
 * @throws CardError CARD_REMOVED, READER_FAILED, CARD_NOT_PERMIT; CARD_STATUS where DG1 or the chip's own files are refused,
 *   as in a session that the PIN did not open
 * @throws DecodeError where the chip's own files are not in their format
 */
export async function readHolderCard(session: PaceSession): Promise<HolderReading> {
  await selectPermit(session);
  const dg1Bytes = await readFile(session, 1);
  const files = new Map<number, Uint8Array>();
  const missing = new Map<number, Code>();
  for (const dataGroup of [...ISSUED_GROUPS, DG_SIGNER_CHAIN, ENDORSEMENT_GROUP, ...GRANT_GROUPS]) {
    try {
      files.set(dataGroup, await readFile(session, dataGroup));
    } catch (cause) {
      missing.set(dataGroup, codeOfRefusal(cause));
    }
  }
  const chipFiles = await readChipFiles(session);
  const { caIc, chipMappingKey } = session;
  const cam = caIc === undefined ? undefined : { caIc, mappingPublicKey: chipMappingKey };
  return { dg1Bytes, cam, files, missing, chipFiles };
}

/** A refusal of one file; whatever else happened ends the reading. */
function codeOfRefusal(cause: unknown): Code {
  if (cause instanceof CardError && cause.code === 'CARD_STATUS')
    return cause.sw === 0x6982 ? 'NOT_RELEASED' : cause.code;
  throw cause;
}
