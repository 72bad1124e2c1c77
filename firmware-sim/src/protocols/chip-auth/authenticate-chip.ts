import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import {
  CHIP_AUTH_NONCE_BYTES,
  chipAuthKeys,
  decodeChipAuthCommand,
  encodeChipAuthResponse,
} from '@residence-permit/shared/chip-auth';
import { agree, FIELD_BYTES } from '@residence-permit/shared/pace';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { ChipChannel } from '../secure-messaging/index.ts';
import { grantRights } from '../terminal-auth/index.ts';

/** The static key is on P-256, whatever the curve of PACE. Card profile 1 §1 */
const CURVE = 'P-256';

/**
 * GENERAL AUTHENTICATE of chip authentication version 2 (00 86 00 00 7C {80 key} -> 7C {81 nonce, 82 token}). TR-03110-3 §B.2,
 * §B.11.2. The key must be the one that the terminal committed to. The answer is still under the old keys; the next
 * command is under the new ones, with the counter at 0, and only now has the terminal its rights. A fault ends the run:
 * the channel lives, and terminal authentication may begin again.
 * Departs from TR-03110-2 §3.4: the terminal takes the static key from DG1, which the issuer signs, for there is no
 * EF.CardSecurity; the chip does the same with it.
 */
export function authenticateChip(chip: Chip, command: CommandApdu): ResponseApdu {
  const { session } = chip;
  const run = session.chipAuth ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  session.chipAuth = undefined;
  session.terminalAuth = undefined;
  if (command.p1 !== 0 || command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  if (command.cla !== 0) refuse(SW.LAST_COMMAND_OF_CHAIN_EXPECTED);
  const terminalKey = decodeChipAuthCommand(command.data);
  if (!equalBytes(terminalKey.subarray(1, 1 + FIELD_BYTES), run.committedKey)) refuse(SW.AUTHENTICATION_FAILED);
  const deviceKey = chip.memory.read('deviceKey') ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.meter.operation('ecdh-setup');
  chip.meter.operation('ecdh');
  const sharedSecretX = agree(CURVE, deviceKey.secret, terminalKey);
  chip.meter.operation('random', CHIP_AUTH_NONCE_BYTES);
  const nonce = chip.random(CHIP_AUTH_NONCE_BYTES);
  // KSenc and KSmac, one block each.
  chip.meter.operation('sha-block', 2);
  const { keys, token } = chipAuthKeys({ sharedSecretX, nonce, terminalKey });
  const next = new ChipChannel(keys, chip.meter);
  // One CMAC over 7F49 {06, 86}: 6 blocks. TR-03110-3 §A.2.4
  chip.meter.operation('aes-block', 6);
  grantRights(chip, run.terminal);
  session.nextChannel = next;
  return { data: encodeChipAuthResponse({ nonce, token }), sw: SW.OK };
}
