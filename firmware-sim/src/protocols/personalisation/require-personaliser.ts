import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';

/** The key set that the supplier put on the chip. It opens a channel for PUT KEY and for nothing else. */
export const SUPPLIER_KEY_VERSION = 0x01;

/**
 * The command came through an SCP03 channel under keys of the office, on a chip that is still blank.
 * @throws Refusal 6982 without the channel, 6985 under the supplier's keys or after personalisation
 */
export function requirePersonaliser(chip: Chip): void {
  if (chip.session.scp?.isOpen !== true) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  const keySet = chip.memory.read('keySet');
  if (keySet === undefined || keySet.version === SUPPLIER_KEY_VERSION) refuse(SW.CONDITIONS_NOT_SATISFIED);
  if (chip.memory.read('lifeCycle') !== 'blank') refuse(SW.CONDITIONS_NOT_SATISFIED);
}
