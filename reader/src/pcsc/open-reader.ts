import type { ShareMode } from './pcsc-card.ts';
import type { PcscReader } from './pcsc-reader.ts';
import { startRemoteReader } from './remote-reader.ts';

export type OpenReader = {
  /** Part of the reader's name, any case. Left out: whichever reader has a card. */
  readonly name?: string;
  /** Default `exclusive`: no other program can disturb the tap. */
  readonly share?: ShareMode;
  /** Default `fail`. `wait`: the reader, or the PC/SC service, may come later; `waitForCard` waits for it too. */
  readonly whenAbsent?: 'fail' | 'wait';
  /** How long a card may take to answer one command, waiting-time extensions included. Default 10,000. */
  readonly answerLimitMs?: number;
};

/**
 * Above the longest answer of a card that follows the profile (3 s of wait after wrong card access numbers, 1.5 s of an old
 * chip's PACE step) and above one longest frame waiting time of 4.95 s (ISO/IEC 14443-4 §7.2, clause unchecked) extended once.
 */
const ANSWER_LIMIT_MS = 10_000;

/**
 * Opens a PC/SC reader. Close it when done: until then the process does not exit. The native binding runs in a process of
 * its own, so that neither a card that never answers nor the binding itself can hold up the caller.
 * @throws CardError READER_ABSENT: no binding or no such reader, the detail says which; READER_SERVICE_DOWN
 */
export async function openReader(request: OpenReader = {}): Promise<PcscReader> {
  const { name, share = 'exclusive', whenAbsent = 'fail', answerLimitMs = ANSWER_LIMIT_MS } = request;
  return startRemoteReader({ name, share, whenAbsent, answerLimitMs });
}
