import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCapacity } from './card-buffers.ts';
import { readFile } from './read-file.ts';

/** A card with one file under SFI 9, that keeps to ISO/IEC 7816-4 §11.3: 6282 where the file ends before Ne. */
function cardWith(content: Uint8Array, maxResponseBytes: number, endOfFile: 0x6282 | 0x9000 = 0x6282) {
  const commands: CommandApdu[] = [];
  return {
    commands,
    buffers: { maxCommandBytes: 261, maxResponseBytes },
    transmit: async (command: CommandApdu): Promise<ResponseApdu> => {
      commands.push(command);
      const offset = (command.p1 & 0x80) === 0 ? command.p1 * 256 + command.p2 : command.p2;
      if (offset > content.length) return { data: new Uint8Array(0), sw: 0x6b00 };
      const data = content.slice(offset, offset + command.ne);
      return { data, sw: data.length < command.ne ? endOfFile : 0x9000 };
    },
  };
}

describe('reading a whole file', () => {
  it('takes one command where the buffers allow it', async () => {
    const content = new Uint8Array(1000).fill(7);
    const card = cardWith(content, 2048);
    expect(await readFile(card, 9)).toEqual(content);
    expect(card.commands).toMatchObject([{ ins: 0xb0, p1: 0x89, p2: 0, ne: 2015 }]);
  });

  it('asks for a group of one small item by a short command, and gives a longer one whole', async () => {
    const small = cardWith(new Uint8Array(75).fill(3), 2048);
    expect(await readFile(small, 3)).toHaveLength(75);
    expect(small.commands).toMatchObject([{ p1: 0x83, ne: 223 }]);
    const long = cardWith(new Uint8Array(500).fill(2), 2048);
    expect(await readFile(long, 2)).toEqual(new Uint8Array(500).fill(2));
    expect(long.commands.map(({ ne }) => ne)).toEqual([223, 223, 223]);
  });

  it('gives no bytes for an empty file', async () => {
    expect(await readFile(cardWith(new Uint8Array(0), 2048), 9)).toHaveLength(0);
  });

  it('gives the same bytes in pieces of whatever the buffers allow', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3_000 }),
        fc.integer({ min: 60, max: 4_000 }),
        fc.constantFrom(0x6282 as const, 0x9000 as const),
        async (content, maxResponseBytes, endOfFile) => {
          const card = cardWith(content, maxResponseBytes, endOfFile);
          expect(await readFile(card, 9)).toEqual(content);
          expect(card.commands.length).toBe(Math.floor(content.length / readCapacity(card.buffers)) + 1);
        },
      ),
    );
  });

  it('stops at 32 kB, whatever the card says', async () => {
    const endless = {
      buffers: { maxCommandBytes: 261, maxResponseBytes: 2048 },
      transmit: async (command: CommandApdu): Promise<ResponseApdu> => ({
        data: new Uint8Array(command.ne),
        sw: 0x9000,
      }),
    };
    expect((await readFile(endless, 9)).length).toBeLessThan(0x8000 + 2048);
  });

  it.each([0x6982, 0x6a82])('passes on the status word %i', async (sw) => {
    const refusing = {
      buffers: { maxCommandBytes: 261, maxResponseBytes: 2048 },
      transmit: async (): Promise<ResponseApdu> => ({ data: new Uint8Array(0), sw }),
    };
    await expect(readFile(refusing, 9)).rejects.toMatchObject({ code: 'CARD_STATUS', sw });
  });

  it('does not begin where the buffers hold no data at all', async () => {
    await expect(readFile(cardWith(new Uint8Array(5), 20), 9)).rejects.toMatchObject({ code: 'CARD_BUFFER_TOO_SMALL' });
  });
});
