import { type CommandApdu, decodeCommand, encodeResponse, type ResponseApdu } from '@residence-permit/shared/apdu';
import { DecodeError } from '@residence-permit/shared/errors';
import { MAX_COMMAND_BYTES, MAX_RESPONSE_BYTES } from '../file-system/index.ts';
import { maxSealedData } from '../protocols/secure-messaging/index.ts';
import { MemoryFailure, type Nonvolatile } from '../nonvolatile/index.ts';
import type { Chip } from './chip.ts';
import type { CostMeter } from './cost-meter.ts';
import { dispatch } from './dispatch.ts';
import type { RandomSource } from './random-source.ts';
import { Refusal } from './refusal.ts';
import { closeChannels, hasChannel, makeSession } from './session.ts';
import { SW } from './status.ts';

/** Bits of the class byte. ISO/IEC 7816-4 §5.4.1, and GlobalPlatform Amendment D for `SCP`. */
const CLA_PROTECTION = 0x0c;
const PROTECTED_ISO = 0x0c;
const PROTECTED_SCP = 0x04;
const PLAIN = 0x00;
const CLA_LOGICAL_CHANNEL = 0x03;
/** What is left must be an interindustry or a proprietary class, with or without chaining. */
const CLA_KNOWN_CLASSES: readonly number[] = [0x00, 0x10, 0x80, 0x90];

const STATUS_WORD_BYTES = 2;

/** One power-up of the chip: takes APDUs apart, holds the secure channels around the dispatcher. */
export function makeProcessor(input: {
  readonly memory: Nonvolatile;
  readonly random: RandomSource;
  readonly meter: CostMeter;
}): { respond(commandBytes: Uint8Array): Uint8Array } {
  const chip: Chip = { ...input, session: makeSession() };
  return {
    respond: (commandBytes) => {
      chip.meter.operation('command');
      return encodeResponse(
        chip.session.halted ? statusOnly(SW.MEMORY_FAILURE) : answer(chip, () => process(chip, commandBytes)),
      );
    },
  };
}

/** Turns whatever a handler throws into a status word: nothing leaves the chip but a response. */
function answer(chip: Chip, act: () => ResponseApdu): ResponseApdu {
  try {
    return act();
  } catch (fault) {
    return statusOnly(statusWordOf(chip, fault));
  }
}

function statusWordOf(chip: Chip, fault: unknown): number {
  if (fault instanceof Refusal) return fault.sw;
  if (fault instanceof DecodeError) return fault.code === 'APDU_MALFORMED' ? SW.WRONG_LENGTH : SW.WRONG_DATA;
  if (!(fault instanceof MemoryFailure)) return SW.NO_PRECISE_DIAGNOSIS;
  // The chip no longer knows whether memory holds the old state or the new: only a reset goes on from there.
  chip.session.halted = true;
  return SW.MEMORY_FAILURE;
}

function process(chip: Chip, commandBytes: Uint8Array): ResponseApdu {
  const cla = commandBytes[0] ?? PLAIN;
  const protection = cla & CLA_PROTECTION;
  // TR-03110-3 §F.6: any plain APDU ends the channel, a malformed one too.
  if (protection === PLAIN && hasChannel(chip.session)) closeChannels(chip.session);
  if (commandBytes.length > MAX_COMMAND_BYTES) return statusOnly(SW.WRONG_LENGTH);
  const command = decodeCommand(commandBytes);
  if (!CLA_KNOWN_CLASSES.includes(cla & ~(CLA_PROTECTION | CLA_LOGICAL_CHANNEL))) {
    return statusOnly(SW.CLASS_NOT_SUPPORTED);
  }
  if ((cla & CLA_LOGICAL_CHANNEL) !== 0) return statusOnly(SW.CHANNEL_NOT_SUPPORTED);
  switch (protection) {
    case PLAIN:
      return dispatch(chip, command, plainRoom(command));
    case PROTECTED_ISO:
      return processSecured(chip, command);
    case PROTECTED_SCP:
      return processScp(chip, command);
    default:
      return statusOnly(SW.SECURE_MESSAGING_NOT_SUPPORTED);
  }
}

function processSecured(chip: Chip, command: CommandApdu): ResponseApdu {
  const { session } = chip;
  const { channel } = session;
  if (channel === undefined) return statusOnly(SW.SECURE_MESSAGING_NOT_SUPPORTED);
  const opened = channel.open(command);
  if (opened.kind === 'broken') {
    closeChannels(session);
    return statusOnly(opened.sw);
  }
  const room = maxSealedData(plainRoom(command));
  const response = answer(chip, () => dispatch(chip, opened.command, room));
  const sealed = channel.seal(response);
  // TR-03110-3 §F.4: the response to the last command of a renewed key agreement is still under the old keys.
  if (session.nextChannel !== undefined) session.channel = session.nextChannel;
  session.nextChannel = undefined;
  return sealed;
}

function processScp(chip: Chip, command: CommandApdu): ResponseApdu {
  const { session } = chip;
  const { scp } = session;
  if (scp === undefined) return statusOnly(SW.SECURITY_STATUS_NOT_SATISFIED);
  const wasOpen = scp.isOpen;
  const opened = scp.open(command);
  if (opened.kind === 'broken') {
    closeChannels(session);
    return statusOnly(opened.sw);
  }
  // The answer to EXTERNAL AUTHENTICATE is in the clear. GPC_SPE_014 §6.2.5 (clause unchecked)
  if (!wasOpen) return statusOnly(SW.OK);
  return scp.seal(answer(chip, () => dispatch(chip, opened.command, plainRoom(command))));
}

/** Data bytes that a response to this command may hold, protection included. */
function plainRoom(command: CommandApdu): number {
  return Math.min(command.ne, MAX_RESPONSE_BYTES - STATUS_WORD_BYTES);
}

function statusOnly(sw: number): ResponseApdu {
  return { data: new Uint8Array(0), sw };
}
