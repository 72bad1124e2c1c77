import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { requireTemplateSession } from './require-template-session.ts';

/** TR-03110-3 §B.11.6: r_PICC is 8 bytes. */
const CHALLENGE_BYTES = 8;

/** GET CHALLENGE (00 84 00 00, Ne 8), after MSE:Set AT. A new challenge replaces the one before. */
export function getChallenge(chip: Chip, command: CommandApdu): ResponseApdu {
  const { run } = requireTemplateSession(chip);
  if (command.p1 !== 0 || command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  if (command.data.length > 0 || command.ne < CHALLENGE_BYTES) refuse(SW.WRONG_LENGTH);
  if (run.setting === undefined) refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.meter.operation('random', CHALLENGE_BYTES);
  run.challenge = chip.random(CHALLENGE_BYTES);
  return { data: run.challenge, sw: SW.OK };
}
