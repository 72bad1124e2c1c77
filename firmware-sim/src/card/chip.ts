import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import type { Nonvolatile } from '../nonvolatile/index.ts';
import type { CostMeter } from './cost-meter.ts';
import type { RandomSource } from './random-source.ts';
import type { Session } from './session.ts';

/** What a command handler works on: memory that survives, memory that does not, and the two ports. */
export type Chip = {
  readonly memory: Nonvolatile;
  readonly session: Session;
  readonly random: RandomSource;
  readonly meter: CostMeter;
};

/**
 * One command, secure messaging already taken off. Answers a response, or throws a Refusal or a DecodeError, which
 * become a status word. A handler commits at most once after its last check, unless it says otherwise. `room` is how many
 * bytes of data the response may hold; only reading makes use of it.
 */
export type CommandHandler = (chip: Chip, command: CommandApdu, room: number) => ResponseApdu;
