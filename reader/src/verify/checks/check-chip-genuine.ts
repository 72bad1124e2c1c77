import { equalBytes } from '@residence-permit/shared/bytes';
import { verifyCam } from '@residence-permit/shared/pace';
import { type Answer, no, unknown, YES } from '../answer.ts';
import type { CardReading } from '../card-reading.ts';
import type { VerifierEngine } from '../verifier-engine.ts';

/** The proofs, by chip-authentication mapping or by chip authentication after generic mapping, and why there may be none. */
export type ChipProofs = Pick<CardReading, 'cam' | 'chipAuth' | 'terminal' | 'interruption'>;

/**
 * Did the chip prove that it holds the secret of `deviceKey`? The key comes from a record that is known to be authentic,
 * never from the card itself: a copy with a key of its own would pass.
 */
export function checkChipGenuine(
  { cam, chipAuth, terminal, interruption }: ChipProofs,
  deviceKey: Uint8Array,
  { agreement }: Pick<VerifierEngine, 'agreement'>,
): Answer {
  if (chipAuth !== undefined && equalBytes(chipAuth.staticPublicKey, deviceKey)) {
    return chipAuth.outcome === 'genuine' ? YES : no('CHIP_NOT_GENUINE');
  }
  if (cam === undefined) {
    // Chip authentication version 2 comes after terminal authentication: without a certificate there is no proof.
    return unknown(terminal.kind === 'uncertified' && interruption === undefined ? terminal.code : 'NOT_REACHED');
  }
  const proof = { ...cam, staticPublicKey: deviceKey, ...(agreement === undefined ? {} : { agreement }) };
  return verifyCam(proof) ? YES : no('CHIP_NOT_GENUINE');
}
