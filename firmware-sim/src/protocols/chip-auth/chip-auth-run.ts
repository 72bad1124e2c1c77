import type { AuthenticatedTerminal } from '../../card/session.ts';

/** Between terminal authentication and chip authentication: who has proved what, and which key must come. */
export type ChipAuthRun = {
  readonly terminal: AuthenticatedTerminal;
  /** x-coordinate of the ephemeral key that the terminal's signature covers, 32 bytes. */
  readonly committedKey: Uint8Array;
  /** MSE:Set AT was there: the next GENERAL AUTHENTICATE is chip authentication. */
  readonly isSet: boolean;
};
