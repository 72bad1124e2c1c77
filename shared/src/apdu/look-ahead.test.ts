import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardError } from '../errors/index.ts';
import { readBinary, readBinaryAt } from './commands/read-binary.ts';
import type { CommandApdu } from './command-apdu.ts';
import { LookAhead } from './look-ahead.ts';
import { plainSession } from './plain-session.ts';
import type { ResponseApdu } from './response-apdu.ts';

/** Numbered commands: INS 20, number in P2. */
const numbered = (number: number): CommandApdu => ({
  cla: 0,
  ins: 0x20,
  p1: 0,
  p2: number,
  data: new Uint8Array(0),
  ne: 0,
});

/** A card that answers with the number of the command, or with the status word that stands for it; notes every list. */
function aCard(statusOf: (command: CommandApdu) => number = () => 0x9000) {
  const lists: CommandApdu[][] = [];
  const session = new LookAhead((commands) => {
    const responses: ResponseApdu[] = [];
    lists.push([...commands]);
    for (const command of commands) {
      const sw = statusOf(command);
      responses.push({ data: Uint8Array.of(command.p2), sw });
      if (sw !== 0x9000) break;
    }
    return Promise.resolve({ responses });
  });
  return { session, lists };
}

describe('commands that are announced', () => {
  it('go out with the one before them, and each answer waits for its command', async () => {
    const { session, lists } = aCard();
    session.announce([numbered(2), numbered(3)]);
    for (const number of [1, 2, 3])
      expect((await session.transmit(numbered(number))).data).toEqual(Uint8Array.of(number));
    expect(lists.map((list) => list.length)).toEqual([3]);
  });

  it('stop at the first that is refused; what is left goes out together when it is asked for', async () => {
    const { session, lists } = aCard(({ p2 }) => (p2 === 2 ? 0x6982 : 0x9000));
    session.announce([numbered(2), numbered(3), numbered(4)]);
    const answers = [];
    for (const number of [1, 2, 3, 4]) answers.push((await session.transmit(numbered(number))).sw);
    expect(answers).toEqual([0x9000, 0x6982, 0x9000, 0x9000]);
    expect(lists.map((list) => list.map(({ p2 }) => p2))).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
  });

  it('are forgotten when another one is asked for after a refusal', async () => {
    const { session, lists } = aCard(({ p2 }) => (p2 === 1 ? 0x6a88 : 0x9000));
    session.announce([numbered(2)]);
    await session.transmit(numbered(1));
    await session.transmit(numbered(7));
    expect(lists.at(-1)).toEqual([numbered(7)]);
  });

  it('name the file once more before its next piece is read, where the card has gone on to another', async () => {
    const { session, lists } = aCard();
    const [first, second] = [readBinary({ sfi: 9, offset: 0, ne: 256 }), readBinary({ sfi: 10, offset: 0, ne: 256 })];
    session.announce([second]);
    await session.transmit(first);
    const piece = readBinaryAt({ offset: 256, ne: 256 });
    await session.transmit(piece);
    expect(lists).toEqual([
      [first, second],
      [first, piece],
    ]);
  });

  it('are handed a fault of the way when the command that it befell is asked for', async () => {
    const fault = new CardError('CARD_REMOVED');
    const session = plainSession({
      transmit: () => Promise.reject(fault),
      transmitList: () => Promise.resolve({ responses: [Uint8Array.of(0x90, 0)], fault }),
    });
    session.announce?.([numbered(2)]);
    expect(await session.transmit(numbered(1))).toMatchObject({ sw: 0x9000 });
    await expect(session.transmit(numbered(2))).rejects.toBe(fault);
  });

  it('get the answers that they get one by one, whatever is announced', async () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(numbers, numbers, fc.integer({ min: 0, max: 5 }), async (asked, announced, refused) => {
        const { session } = aCard(({ p2 }) => (p2 === refused ? 0x6985 : 0x9000));
        session.announce(announced.map(numbered));
        for (const number of asked) {
          const sw = number === refused ? 0x6985 : 0x9000;
          expect(await session.transmit(numbered(number))).toEqual({ data: Uint8Array.of(number), sw });
        }
      }),
    );
  });
});

it('a plain session over a transport without lists announces nothing', () => {
  const session = plainSession({ transmit: () => Promise.resolve(Uint8Array.of(0x90, 0)) });
  expect(session).not.toHaveProperty('announce');
});
