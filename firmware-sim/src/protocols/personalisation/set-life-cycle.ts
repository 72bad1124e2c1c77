import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { accessOf, mayManagePin, mayWrite } from '../../access-rules/index.ts';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { ENDORSEMENT_GROUP } from '../../file-system/index.ts';
import type { Nonvolatile } from '../../nonvolatile/index.ts';
import { requirePersonaliser } from './require-personaliser.ts';

/** P1 and P2 of SET LIFE CYCLE (80 F0). Activation has no command: the first endorsement is it. */
const APPLICATION = 0x80;
const PERSONALISED = 0x02;
const TERMINATED = 0x04;

/** Ends personalisation, or the card. */
export function setLifeCycle(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.data.length > 0) refuse(SW.WRONG_LENGTH);
  if (command.p1 !== APPLICATION) refuse(SW.WRONG_P1_P2);
  switch (command.p2) {
    case PERSONALISED:
      endPersonalisation(chip);
      break;
    case TERMINATED:
      terminate(chip);
      break;
    default:
      refuse(SW.WRONG_P1_P2);
  }
  return { data: new Uint8Array(0), sw: SW.OK };
}

/** Disables the key set in the same commit, so that no channel can write to a personalised chip. */
function endPersonalisation(chip: Chip): void {
  requirePersonaliser(chip);
  if (!isComplete(chip.memory)) refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.memory.commit({ lifeCycle: 'personalised', keySet: undefined });
}

function isComplete(memory: Nonvolatile): boolean {
  const needed = ['deviceKey', 'receiptKey', 'permitRef', 'can', 'puk', 'trustPointCertificate'] as const;
  return needed.every((cell) => memory.read(cell) !== undefined) && memory.read('files').has(1);
}

/** Only a terminal that may both endorse and manage the PIN, that is an office, ends a card. */
function terminate(chip: Chip): void {
  const access = accessOf(chip);
  if (!mayWrite(access, ENDORSEMENT_GROUP) || !mayManagePin(access)) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  chip.memory.commit({ lifeCycle: 'terminated' });
}
