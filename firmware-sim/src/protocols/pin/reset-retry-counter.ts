import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { type Access, accessOf, mayManagePin } from '../../access-rules/index.ts';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { asDigits } from './digits.ts';

/** P1: the data is the new PIN, or there is none and only the counter is reset. ISO/IEC 7816-4 §11.5.10 */
const NEW_PIN = 0x02;
const COUNTER_ONLY = 0x03;
/** P2: the PIN, as in PACE (TR-03110-3 §B.11.1). */
const PIN_REFERENCE = 0x03;

export const PIN_TRIES = 3;
/** Uses of the unblocking code, right or wrong, in the life of a card. Card profile 1 §5 */
export const PUK_USES = 10;
const PIN_DIGITS = 6;

/**
 * RESET RETRY COUNTER. Card profile 1 §5. A terminal with the PIN management right sets a PIN for the collector of a card
 * that is not active yet; from then on only the holder replaces it, in a session opened with the old PIN or, where that is
 * forgotten, with the unblocking code. Each of these is one commit.
 * Departs from TR-03110-2 §3.3 (clause unchecked) twice. There PIN management alone sets and unblocks the PIN of any card:
 * whoever works at an office terminal would then need no more than a card in hand to read it as its holder. And there the
 * unblocking code sets no PIN; here it does, as the PUK of SP 800-73-4 part 2 §3.2.3: see docs/decisions/0024.
 */
export function resetRetryCounter(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.p2 !== PIN_REFERENCE) refuse(SW.WRONG_P1_P2);
  switch (command.p1) {
    case NEW_PIN:
      return setPin(chip, command.data);
    case COUNTER_ONLY:
      return resetCounter(chip, command.data);
    default:
      return refuse(SW.WRONG_P1_P2);
  }
}

/** CHANGE REFERENCE DATA with the new PIN alone (ISO/IEC 7816-4 §11.5.7, P1 01): the holder's own change. */
export function changeReferenceData(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.p1 !== 0x01 || command.p2 !== PIN_REFERENCE) refuse(SW.WRONG_P1_P2);
  const access = accessOf(chip);
  if (access.kind !== 'column' || access.password !== 'pin') refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  return setPin(chip, command.data);
}

function setPin(chip: Chip, data: Uint8Array): ResponseApdu {
  const access = accessOf(chip);
  const byTerminal = mayManagePin(access);
  if (!byTerminal && !isHolder(access)) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  requireWhose(chip);
  const pin = asDigits(data, PIN_DIGITS);
  chip.memory.commit({ pin, pinTries: PIN_TRIES });
  if (byTerminal) chip.session.pinSet = true;
  return { data: new Uint8Array(0), sw: SW.OK };
}

/** The old PIN or the unblocking code, without a template: what the holder alone has. */
function isHolder(access: Access): boolean {
  return access.kind === 'column' && access.password !== 'can';
}

/**
 * A PIN replaces one that there is; the first one is set by the collector alone, under a terminal and before activation.
 * @throws Refusal 6985
 */
function requireWhose({ memory, session }: Chip): void {
  const password = session.access?.password;
  if (password === 'puk' && memory.read('pin') === undefined) refuse(SW.CONDITIONS_NOT_SATISFIED);
  const isCollection = memory.read('lifeCycle') === 'personalised';
  if (!isCollection && password !== 'pin' && password !== 'puk') refuse(SW.CONDITIONS_NOT_SATISFIED);
}

function resetCounter(chip: Chip, data: Uint8Array): ResponseApdu {
  if (data.length > 0) refuse(SW.WRONG_LENGTH);
  const access = accessOf(chip);
  if (access.kind !== 'column' || access.password !== 'puk') refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  if (chip.memory.read('pin') === undefined) refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.memory.commit({ pinTries: PIN_TRIES });
  return { data: new Uint8Array(0), sw: SW.OK };
}
