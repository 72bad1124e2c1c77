import { encodeCommand } from '@residence-permit/shared/apdu';
import { OID_CA_ECDH_AES_128 } from '@residence-permit/shared/chip-auth';
import { encodeTlv } from '@residence-permit/shared/tlv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/seeded-random.ts';
import { allRights, CVCA, OFFICE_TERMINAL, OFFICIAL_DV } from '../testing/test-authority.ts';
import { activeCells, TEST_CAN, testCard, testCells } from '../testing/test-card.ts';
import { TestTerminal } from '../testing/test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;

/** Instructions of the profile, a few others, and any. */
const INSTRUCTIONS = [
  0x22, 0x24, 0x2a, 0x2c, 0x46, 0x50, 0x82, 0x84, 0x86, 0xa4, 0xb0, 0xb1, 0xc2, 0xd2, 0xd8, 0xe2, 0xf0, 0xf2,
];
const CLASSES = [0x00, 0x04, 0x08, 0x0c, 0x10, 0x1c, 0x80, 0x84, 0x8c, 0x90, 0x01, 0x20, 0xff];

const anyByte = fc.integer({ min: 0, max: 0xff });
const likelyCommand = fc
  .record({
    cla: fc.oneof(fc.constantFrom(...CLASSES), anyByte),
    ins: fc.oneof(fc.constantFrom(...INSTRUCTIONS), anyByte),
    p1: fc.oneof(fc.constantFrom(0x00, 0x02, 0x04, 0x80, 0x81, 0x9c, 0xc1), anyByte),
    p2: fc.oneof(fc.constantFrom(0x00, 0x03, 0x0c, 0xa4, 0xb6, 0xbe), anyByte),
    data: fc.uint8Array({ maxLength: 300 }),
    ne: fc.constantFrom(0, 1, 8, 256, 65_536),
  })
  .map(encodeCommand);
const anyApdu = fc.oneof(fc.uint8Array({ maxLength: 64 }), likelyCommand);

/** At least a status word, of the classes that ISO/IEC 7816-4 §5.6 knows, and never the one for a fault of our own. */
function expectResponse(response: Uint8Array): void {
  expect(response.length).toBeGreaterThanOrEqual(2);
  const sw = ((response.at(-2) ?? 0) << 8) | (response.at(-1) ?? 0);
  expect([0x90, 0x62, 0x63, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6d, 0x6e]).toContain(sw >> 8);
}

function expectUsable(card: ReturnType<typeof testCard>['card']): void {
  card.reset();
  const terminal = new TestTerminal(card, seededRandom('after'));
  expect([terminal.pace({ password: CAN }).sw, terminal.select(), terminal.read(2).sw]).toEqual([
    0x9000, 0x9000, 0x9000,
  ]);
}

describe('whatever bytes come', () => {
  it('in the clear, each gets a status word and the card stays usable', () => {
    const { card } = testCard(activeCells());
    fc.assert(
      fc.property(anyApdu, (bytes) => expectResponse(card.transmit(bytes))),
      { numRuns: 3000 },
    );
    expectUsable(card);
  });

  it('in the clear on a blank chip, each gets a status word', () => {
    const { card } = testCard(testCells({ lifeCycle: 'blank', deviceKey: undefined, can: undefined }));
    fc.assert(
      fc.property(anyApdu, (bytes) => expectResponse(card.transmit(bytes))),
      { numRuns: 1000 },
    );
  });

  it('inside the channel of an office, each gets a status word and no write happens by chance', () => {
    const { card, cells } = testCard(activeCells());
    const before = cells();
    const command = fc.record({
      ins: fc.constantFrom(0x22, 0x24, 0x2a, 0x46, 0x82, 0x84, 0x86, 0xa4, 0xb0, 0xd2),
      p1: anyByte,
      p2: anyByte,
      data: fc.uint8Array({ maxLength: 200 }),
      ne: fc.constantFrom(0, 256),
    });
    fc.assert(
      fc.property(fc.array(command, { minLength: 20, maxLength: 20 }), (commands) => {
        card.reset();
        const terminal = new TestTerminal(card, seededRandom('office'));
        terminal.pace({ password: CAN, template: allRights('terminal') });
        terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL });
        for (const one of commands) {
          const { sw } = terminal.send({ cla: 0x00, ...one });
          expect(sw).not.toBe(0x6f00);
        }
      }),
      { numRuns: 15 },
    );
    const { accessLog: _log, rememberedDv: _dv, chipDate: _date, ...after } = cells();
    expect(before).toMatchObject(after);
    expectUsable(card);
  });

  it('between terminal and chip authentication, each gets a status word and none gives a right', () => {
    const { card } = testCard(activeCells());
    const steps = fc.record({
      ins: fc.constantFrom(0x22, 0x82, 0x84, 0x86, 0xb0),
      p1: fc.constantFrom(0x00, 0x41, 0x81, 0x82, 0xc1),
      p2: fc.constantFrom(0x00, 0xa4, 0xb6),
      data: fc.oneof(
        fc.constantFrom(
          encodeTlv(0x80, OID_CA_ECDH_AES_128),
          encodeTlv(0x7c, encodeTlv(0x80, new Uint8Array(65).fill(4))),
        ),
        fc.uint8Array({ maxLength: 80 }),
      ),
      ne: fc.constantFrom(0, 8, 256),
    });
    fc.assert(
      fc.property(fc.array(steps, { minLength: 10, maxLength: 10 }), (commands) => {
        card.reset();
        const terminal = new TestTerminal(card, seededRandom('office by generic mapping'));
        terminal.pace({ password: CAN, mapping: 'gm', template: allRights('terminal') });
        terminal.select();
        terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL });
        for (const one of commands) expect(terminal.send({ cla: 0x00, ...one }).sw).not.toBe(0x6f00);
        expect(terminal.read(3).sw).toBe(0x6982);
      }),
      { numRuns: 20 },
    );
    expectUsable(card);
  });

  it('drawn from a seed in long runs, each gets a status word', () => {
    const { card } = testCard(activeCells());
    const random = seededRandom('long run');
    for (let run = 0; run < 4000; run += 1) {
      const [length = 0, cla = 0, ins = 0] = random(3);
      const bytes = random(length % 40);
      bytes.set(
        [CLASSES[cla % CLASSES.length] ?? 0, INSTRUCTIONS[ins % INSTRUCTIONS.length] ?? 0].slice(0, bytes.length),
      );
      expectResponse(card.transmit(bytes));
      if (run % 500 === 0) card.reset();
    }
    expectUsable(card);
  });
});
