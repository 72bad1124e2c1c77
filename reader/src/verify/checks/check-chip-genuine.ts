import { verifyCam } from '@residence-permit/shared/pace';
import { type Answer, no, unknown, YES } from '../answer.ts';
import type { CamProof } from '../card-reading.ts';
import type { VerifierEngine } from '../verifier-engine.ts';

/**
 * Did the chip prove that it holds the secret of `deviceKey`? The key comes from a record that is known to be authentic,
 * never from the card itself: a copy with a key of its own would pass.
 */
export function checkChipGenuine(
  cam: CamProof | undefined,
  deviceKey: Uint8Array,
  { agreement }: Pick<VerifierEngine, 'agreement'>,
): Answer {
  if (cam === undefined) return unknown('NOT_REACHED');
  const proof = { ...cam, staticPublicKey: deviceKey, ...(agreement === undefined ? {} : { agreement }) };
  return verifyCam(proof) ? YES : no('CHIP_NOT_GENUINE');
}
