import type { PaceMapping } from '@residence-permit/shared/pace';
import type { Template } from '@residence-permit/shared/terminal-auth';
import type { ChipAuthRun } from '../protocols/chip-auth/index.ts';
import type { PaceRun } from '../protocols/pace/index.ts';
import type { ScpChannel } from '../protocols/scp03/index.ts';
import type { ChipChannel } from '../protocols/secure-messaging/index.ts';
import type { TerminalAuthRun } from '../protocols/terminal-auth/index.ts';

/** Printed number, the holder's PIN, its unblocking code. TR-03110-3 §B.11.1 */
export type PasswordKind = 'can' | 'pin' | 'puk';

/** What a finished PACE run leaves behind. The two x-coordinates are 32 bytes each. */
export type PaceResult = {
  readonly password: PasswordKind;
  readonly mapping: PaceMapping;
  /** The template that the terminal asked for, if any: rights then come from terminal authentication only. */
  readonly requested: Template | undefined;
  readonly chipEphemeralX: Uint8Array;
  readonly terminalEphemeralX: Uint8Array;
};

/** A terminal that has its rights: after generic mapping one that has met chip authentication too. Dates are days since 1970-01-01. */
export type AuthenticatedTerminal = {
  readonly reference: string;
  /** AND over CVCA, DV, terminal certificate and request. */
  readonly effective: Template;
  /** The day that the terminal committed in terminal authentication, if it did. */
  readonly committedDay: number | undefined;
};

/** Command chaining (ISO/IEC 7816-4 §5.3.3): the parts of one command received so far. */
export type ChainedCommand = {
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
};

/** Volatile memory: everything that a reset forgets. */
export type Session = {
  selected: 'master-file' | 'permit';
  currentSfi: number | undefined;
  chained: ChainedCommand | undefined;
  pace: PaceRun | undefined;
  access: PaceResult | undefined;
  channel: ChipChannel | undefined;
  /** A channel that takes over after the response to the running command: PACE resumed inside PACE, or chip authentication. */
  nextChannel: ChipChannel | undefined;
  terminalAuth: TerminalAuthRun | undefined;
  terminal: AuthenticatedTerminal | undefined;
  /** Generic mapping only: terminal authentication is done, chip authentication is not. */
  chipAuth: ChipAuthRun | undefined;
  /** A host challenge was answered; EXTERNAL AUTHENTICATE completes the personalisation channel. */
  scp: ScpChannel | undefined;
  /** The slot of every record written in this session. */
  readonly written: Set<string>;
  /** The collector set the PIN in this session, so the first endorsement may follow. */
  pinSet: boolean;
  /** Data groups read by card access number alone that stand in the access log already. */
  readonly loggedGroups: Set<number>;
  /** Memory failed under this session; nothing but a reset helps. */
  halted: boolean;
};

export function makeSession(): Session {
  return {
    selected: 'master-file',
    currentSfi: undefined,
    chained: undefined,
    pace: undefined,
    access: undefined,
    channel: undefined,
    nextChannel: undefined,
    terminalAuth: undefined,
    terminal: undefined,
    chipAuth: undefined,
    scp: undefined,
    written: new Set(),
    pinSet: false,
    loggedGroups: new Set(),
    halted: false,
  };
}

/** Is there a channel that a plain command would end? */
export function hasChannel(session: Session): boolean {
  return session.channel !== undefined || session.scp !== undefined;
}

/** Ends secure messaging and every right that came with it (TR-03110-3 §F.6); the selected application stays. */
export function closeChannels(session: Session): void {
  const selected = session.selected;
  Object.assign(session, makeSession(), { selected });
}
