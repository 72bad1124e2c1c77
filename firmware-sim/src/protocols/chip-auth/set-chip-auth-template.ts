import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { OID_CA_ECDH_AES_128 } from '@residence-permit/shared/chip-auth';
import { decodeTlvSequence } from '@residence-permit/shared/tlv';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';

const DO_PROTOCOL = 0x80;

/**
 * MSE:Set AT for chip authentication (00 22 41 A4 {80}). TR-03110-3 §B.11.1. The chip has one static key, so that none is
 * named: tag 84 gets 6A88. 6985: terminal authentication has not been, or chip authentication has; version 2 has this order.
 */
export function setChipAuthTemplate(chip: Chip, command: CommandApdu): ResponseApdu {
  const run = chip.session.chipAuth ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.session.chipAuth = { ...run, isSet: false };
  const [protocol, ...rest] = decodeTlvSequence(command.data);
  if (protocol?.tag !== DO_PROTOCOL || !equalBytes(protocol.value, OID_CA_ECDH_AES_128)) refuse(SW.WRONG_DATA);
  if (rest.length > 0) refuse(SW.REFERENCE_NOT_FOUND);
  chip.session.chipAuth = { ...run, isSet: true };
  return { data: new Uint8Array(0), sw: SW.OK };
}
