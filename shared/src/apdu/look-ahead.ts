import { equalBytes } from '../bytes/index.ts';
import { CardError } from '../errors/index.ts';
import type { CardSession } from './card-session.ts';
import { type CommandApdu, encodeCommand } from './command-apdu.ts';
import type { ResponseApdu } from './response-apdu.ts';
import { SW_OK } from './status-word.ts';

/** How a list of commands went; as `ListAnswer`, with the protection of the channel taken off. */
export type SentList = { readonly responses: readonly ResponseApdu[]; readonly fault?: unknown };

/** What became of a command that was sent before it was asked for. */
type Ready = { readonly command: CommandApdu; readonly response?: ResponseApdu; readonly fault?: unknown };

/**
 * Sends announced commands ahead, as one list with the command before them, and hands each answer out when its command is
 * asked for. Where another command is asked for in its place, the answers that are left are dropped. The card may have gone
 * on to another file by then, so that a command for the current file has the one before it named to the card once more.
 */
export class LookAhead implements CardSession {
  readonly #send: (commands: readonly CommandApdu[]) => Promise<SentList>;
  /** Follows the next command, whichever that is. */
  #announced: readonly CommandApdu[] | undefined;
  /** What of a list did not go out; it does once its first command is asked for. */
  #unsent: readonly CommandApdu[] = [];
  #ready: readonly Ready[] = [];
  /** The READ BINARY that named the current file, as far as the caller knows. */
  #file: CommandApdu | undefined;

  /** @param send sends commands until one is not answered with 9000; rejects where the session itself is at its end */
  constructor(send: (commands: readonly CommandApdu[]) => Promise<SentList>) {
    this.#send = send;
  }

  /** Without effect while the answer to the next command is at hand already. */
  announce(commands: readonly CommandApdu[]): void {
    if (this.#ready.length === 0) this.#announced = commands;
  }

  /** Takes over the answers to commands that were sent on another way. */
  takeOver(commands: readonly CommandApdu[], sent: SentList): void {
    const { ready, unsent } = divide(commands, sent);
    this.#ready = ready;
    this.#unsent = unsent;
  }

  /** @throws what the session throws; for a command sent ahead, when it is asked for */
  async transmit(command: CommandApdu): Promise<ResponseApdu> {
    const [next, ...others] = this.#ready;
    if (next !== undefined && isSame(next.command, command)) {
      this.#ready = others;
      return this.#handOut(next);
    }
    const wentOn = next !== undefined && readsCurrentFile(command);
    const list = [...(wentOn && this.#file !== undefined ? [this.#file] : []), command, ...this.#following(command)];
    this.#announced = undefined;
    this.#ready = [];
    const { ready, unsent } = divide(list, await this.#send(list));
    this.#unsent = unsent;
    const at = list.indexOf(command);
    const stopped = ready.slice(0, at).find(({ response }) => response?.sw !== SW_OK);
    const answer = stopped ?? ready[at];
    if (answer === undefined) throw new CardError('CARD_ANSWER_BAD', { detail: 'no answer to a list' });
    this.#ready = ready.slice(at + 1);
    return this.#handOut(answer);
  }

  #following(command: CommandApdu): readonly CommandApdu[] {
    const [first, ...others] = this.#unsent;
    return this.#announced ?? (first !== undefined && isSame(first, command) ? others : []);
  }

  #handOut({ command, response, fault }: Ready): ResponseApdu {
    if (namesFile(command)) this.#file = command;
    if (response === undefined) throw fault;
    return response;
  }
}

const INS_READ_BINARY = 0xb0;
/** P1 of READ BINARY: b8 set names a file, else the current one is read. ISO/IEC 7816-4 §11.3.3 */
const BY_SHORT_FILE_ID = 0x80;

function namesFile({ ins, p1 }: CommandApdu): boolean {
  return ins === INS_READ_BINARY && (p1 & BY_SHORT_FILE_ID) !== 0;
}

function readsCurrentFile({ ins, p1 }: CommandApdu): boolean {
  return ins === INS_READ_BINARY && (p1 & BY_SHORT_FILE_ID) === 0;
}

/** The commands that were answered or met a fault, and those that never went out. */
function divide(
  commands: readonly CommandApdu[],
  { responses, fault }: SentList,
): { readonly ready: readonly Ready[]; readonly unsent: readonly CommandApdu[] } {
  const answered = responses.flatMap((response, index): readonly Ready[] => {
    const command = commands[index];
    return command === undefined ? [] : [{ command, response }];
  });
  const struck = fault === undefined ? undefined : commands[answered.length];
  const ready = struck === undefined ? answered : [...answered, { command: struck, fault }];
  return { ready, unsent: commands.slice(ready.length) };
}

function isSame(one: CommandApdu, other: CommandApdu): boolean {
  return equalBytes(encodeCommand(one), encodeCommand(other));
}
