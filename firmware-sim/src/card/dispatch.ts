import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { concatBytes } from '@residence-permit/shared/bytes';
import { authenticateChip, setChipAuthTemplate } from '../protocols/chip-auth/index.ts';
import { count } from '../protocols/count/index.ts';
import { readBinary, select } from '../protocols/files/index.ts';
import { generalAuthenticate, setPaceTemplate } from '../protocols/pace/index.ts';
import { keyPair, persoStatus, putKey, setLifeCycle, storeData } from '../protocols/personalisation/index.ts';
import { changeReferenceData, resetRetryCounter } from '../protocols/pin/index.ts';
import { initializeUpdate } from '../protocols/scp03/index.ts';
import {
  externalAuthenticate,
  getChallenge,
  setAuthenticationTemplate,
  setDigitalSignatureTemplate,
  verifyCertificate,
} from '../protocols/terminal-auth/index.ts';
import { writeRecord } from '../protocols/write-record/index.ts';
import type { Chip, CommandHandler } from './chip.ts';
import { refuse } from './refusal.ts';
import { SW } from './status.ts';

const CLA_PROPRIETARY = 0x80;
const CLA_CHAINED = 0x10;

/** One GENERAL AUTHENTICATE is one step of PACE or of chip authentication; its chaining bit counts steps and does not join data. TR-03110-3 §B.14.2 */
const INS_GENERAL_AUTHENTICATE = 0x86;

/** Longest data of a chained command, all parts together. */
const MAX_CHAINED_BYTES = 4096;

const INTERINDUSTRY: ReadonlyMap<number, CommandHandler> = new Map<number, CommandHandler>([
  [0x22, manageSecurityEnvironment],
  [0x24, changeReferenceData],
  [0x2a, performSecurityOperation],
  [0x2c, resetRetryCounter],
  [0x46, keyPair],
  [0x82, externalAuthenticate],
  [0x84, getChallenge],
  [INS_GENERAL_AUTHENTICATE, authenticateStep],
  [0xa4, select],
  [0xb0, readBinary],
  [0xd2, writeRecord],
]);

const PROPRIETARY: ReadonlyMap<number, CommandHandler> = new Map<number, CommandHandler>([
  [0x50, initializeUpdate],
  [0xc2, count],
  [0xd8, putKey],
  [0xe2, storeData],
  [0xf0, setLifeCycle],
  [0xf2, persoStatus],
]);

/** Finds the handler and runs it. `room` is how many bytes of data the response may hold. @throws Refusal, DecodeError */
export function dispatch(chip: Chip, received: CommandApdu, room: number): ResponseApdu {
  const handler = findHandler(received);
  if (handler === undefined) {
    chip.session.chained = undefined;
    return refuse(isKnownElsewhere(received) ? SW.CLASS_NOT_SUPPORTED : SW.INSTRUCTION_NOT_SUPPORTED);
  }
  const command = received.ins === INS_GENERAL_AUTHENTICATE ? loneStep(chip, received) : joinChain(chip, received);
  if (command === undefined) return { data: new Uint8Array(0), sw: SW.OK };
  return handler(chip, command, room);
}

function findHandler(command: CommandApdu): CommandHandler | undefined {
  return (isProprietary(command) ? PROPRIETARY : INTERINDUSTRY).get(command.ins);
}

/** The instruction belongs to the other class. */
function isKnownElsewhere(command: CommandApdu): boolean {
  return (isProprietary(command) ? INTERINDUSTRY : PROPRIETARY).has(command.ins);
}

function isProprietary(command: CommandApdu): boolean {
  return (command.cla & CLA_PROPRIETARY) !== 0;
}

/** Such a step breaks a chain off like any other command: parts sent before a channel never join one inside it. */
function loneStep(chip: Chip, step: CommandApdu): CommandApdu {
  const isBroken = chip.session.chained !== undefined;
  chip.session.chained = undefined;
  return isBroken ? refuse(SW.LAST_COMMAND_OF_CHAIN_EXPECTED) : step;
}

/** The whole command once its last part is here, undefined before. ISO/IEC 7816-4 §5.3.3 */
function joinChain(chip: Chip, command: CommandApdu): CommandApdu | undefined {
  const { session } = chip;
  const before = session.chained;
  session.chained = undefined;
  if (before !== undefined && !isNextOf(before, command)) refuse(SW.LAST_COMMAND_OF_CHAIN_EXPECTED);
  const data = before === undefined ? command.data : concatBytes(before.data, command.data);
  if (data.length > MAX_CHAINED_BYTES) refuse(SW.WRONG_LENGTH);
  if ((command.cla & CLA_CHAINED) === 0) return { ...command, data };
  session.chained = { ins: command.ins, p1: command.p1, p2: command.p2, data };
  return undefined;
}

function isNextOf(before: Pick<CommandApdu, 'ins' | 'p1' | 'p2'>, command: CommandApdu): boolean {
  return before.ins === command.ins && before.p1 === command.p1 && before.p2 === command.p2;
}

/** GENERAL AUTHENTICATE belongs to whichever of the two protocols the last MSE:Set AT chose. */
function authenticateStep(chip: Chip, command: CommandApdu): ResponseApdu {
  return chip.session.chipAuth?.isSet === true ? authenticateChip(chip, command) : generalAuthenticate(chip, command);
}

/** P1 and P2 of MANAGE SECURITY ENVIRONMENT. TR-03110-3 §B.11.1, .3, .4 */
function manageSecurityEnvironment(chip: Chip, command: CommandApdu): ResponseApdu {
  switch (command.p1 * 256 + command.p2) {
    case 0xc1a4:
      return setPaceTemplate(chip, command);
    case 0x41a4:
      return setChipAuthTemplate(chip, command);
    case 0x81a4:
      return setAuthenticationTemplate(chip, command);
    case 0x81b6:
      return setDigitalSignatureTemplate(chip, command);
    default:
      return refuse(SW.WRONG_P1_P2);
  }
}

/** P1 and P2 of PERFORM SECURITY OPERATION: verify certificate. TR-03110-3 §B.11.5 */
function performSecurityOperation(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.p1 !== 0x00 || command.p2 !== 0xbe) refuse(SW.WRONG_P1_P2);
  return verifyCertificate(chip, command);
}
