import { PermitError } from '@residence-permit/shared/errors';
import { maySign } from '../../authority/index.ts';
import type { OfficeFolder } from '../office-folder.ts';

/** A signer that answered is taken to answer for so long, unless it fails meanwhile. */
const GOOD_FOR_MS = 60_000;

/** ASCII text: never the beginning of a Sig_structure, which is a CBOR array (RFC 9052 section 4.4). */
const PROBE = new TextEncoder().encode('residence-permit readiness probe');

/**
 * Asks the newest document signer in force for a signature over a text that is no record.
 * The question throws PermitError KEY_BAD when none is in force, SIGNER_UNAVAILABLE when the token does not answer.
 */
export function makeAskSigner(
  { authority, clock }: Pick<OfficeFolder, 'authority' | 'clock'>,
  failures: () => number,
): () => Promise<void> {
  let answeredAt = Number.NEGATIVE_INFINITY;
  let failedBefore = failures();
  return async () => {
    const terms = authority.documentSigners.findLast((each) => maySign(each, clock()));
    if (terms === undefined) throw new PermitError('KEY_BAD', { detail: 'no document signer is in force' });
    if (failures() === failedBefore && performance.now() - answeredAt < GOOD_FOR_MS) return;
    await terms.key.sign(PROBE);
    answeredAt = performance.now();
    failedBefore = failures();
  };
}
