import { describe, expect, it } from 'vitest';
import type { ChipOperation, CostMeter } from '../card/cost-meter.ts';
import { memoryStorage } from '../card/index.ts';
import { makeProcessor } from '../card/processor.ts';
import { encodeChipImage, makeNonvolatile } from '../nonvolatile/index.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { allRights, CVCA, OFFICE_TERMINAL, OFFICIAL_DV } from '../testing/test-authority.ts';
import { activeCells, TEST_CAN, testCard } from '../testing/test-card.ts';
import { TestTerminal } from '../testing/test-terminal.ts';
import type { ChipKind } from './time-meter.ts';

/** About the sizes of a real clinic tap, in bytes: permit record, name, birth date, endorsement, one grant. */
const CLINIC_GROUPS = [1, 2, 3, 17, 18];
const FILE_BYTES = { record: 950, item: 75, endorsement: 180, grant: 240 } as const;

function clinicCells(kind: ChipKind) {
  const envelope = (bytes: number) => [
    { grantor: 'issuer', version: 1, signedBytes: new Uint8Array(bytes - 20), counted: [] },
  ];
  return activeCells({
    kind,
    files: new Map([
      [1, new Uint8Array(FILE_BYTES.record)],
      [2, new Uint8Array(FILE_BYTES.item)],
      [3, new Uint8Array(FILE_BYTES.item)],
    ]),
    slots: new Map([
      [17, envelope(FILE_BYTES.endorsement)],
      [18, envelope(FILE_BYTES.grant)],
    ]),
  });
}

const READ_CARD_ACCESS = Uint8Array.of(0x00, 0xb0, 0x9c, 0x00, 0x00);

/** The tap of card profile 1 §4, with the DV certificate sent or known to the chip. */
function clinicTap(card: ConstructorParameters<typeof TestTerminal>[0], dv: 'sent' | 'known'): void {
  const terminal = new TestTerminal(card, seededRandom(`terminal ${dv}`));
  const statuses = [
    terminal.raw(READ_CARD_ACCESS).sw,
    terminal.pace({ password: { kind: 'can', value: TEST_CAN }, template: allRights('terminal') }).sw,
    terminal.select(),
    terminal.read(1).sw,
    dv === 'sent' ? terminal.present(CVCA.reference, OFFICIAL_DV.certificate) : 0x9000,
    terminal.present(OFFICIAL_DV.reference, OFFICE_TERMINAL.certificate),
    terminal.prove(OFFICE_TERMINAL),
    ...CLINIC_GROUPS.slice(1).map((group) => terminal.read(group).sw),
  ];
  expect(statuses).toEqual(statuses.map(() => 0x9000));
}

/** A chip whose meter counts calls, by operation. */
function countingChip() {
  const calls = new Map<ChipOperation, number>();
  const meter: CostMeter = { operation: (name) => void calls.set(name, (calls.get(name) ?? 0) + 1) };
  const cells = clinicCells('modern');
  const memory = makeNonvolatile({ storage: memoryStorage(encodeChipImage(cells)), meter, cells });
  const processor = makeProcessor({ memory, random: seededRandom('chip'), meter });
  const since = (act: () => void): Partial<Record<ChipOperation, number>> => {
    calls.clear();
    act();
    return Object.fromEntries(calls);
  };
  const terminal = new TestTerminal({ transmit: (command) => processor.respond(command) }, seededRandom('terminal'));
  return { terminal, since };
}

describe('what the chip reports of its work', () => {
  const { terminal, since } = countingChip();

  it('in PACE is two key pairs, two agreements, a multiplication, an addition and the proof; keys are set up once', () => {
    const can = { kind: 'can', value: TEST_CAN } as const;
    expect(since(() => terminal.pace({ password: can, template: allRights('terminal') }))).toEqual({
      command: 5,
      random: 3, // nonce, mapping key, ephemeral key
      'ec-keygen': 2,
      'ecdh-setup': 2,
      ecdh: 2,
      'ec-point-mul': 1,
      'ec-add': 2, // mapped generator, and the scalar of the proof
      'sha-block': 2, // password key; session keys
      'aes-init': 1 + 4, // password; cipher and MAC in each direction
      'aes-block': 4, // nonce, two tokens, proof
      'nonvolatile-write': 2, // one try less before the token is checked, and back
    });
  });

  it('for a pair with data in one direction is three calls of AES and no key', () => {
    expect(since(() => terminal.select())).toEqual({ command: 1, 'aes-block': 3 });
    expect(since(() => terminal.read(1))).toEqual({ command: 1, 'aes-block': 3 });
  });

  it('for a certificate is one verification of one hash, and what it remembers', () => {
    expect(since(() => terminal.present(CVCA.reference, OFFICIAL_DV.certificate))).toEqual({
      command: 2,
      'aes-block': 6,
      'sha-block': 1,
      'ecdsa-setup': 1,
      'ecdsa-verify': 1,
      'nonvolatile-write': 1,
    });
  });

  it('for the proof of the terminal is a challenge and one verification', () => {
    terminal.present(OFFICIAL_DV.reference, OFFICE_TERMINAL.certificate);
    expect(since(() => terminal.prove(OFFICE_TERMINAL))).toMatchObject({
      command: 3,
      random: 1,
      'aes-block': 9,
      'sha-block': 1,
      'ecdsa-setup': 1,
      'ecdsa-verify': 1,
    });
  });
});

describe('a clinic tap at 424 kbit/s', () => {
  it.each([
    ['modern', 500, 420],
    ['old', 3000, 3000],
  ] as const)('on the %s chip stays inside its budget of %i ms, or %i with the DV known', (kind, sentMs, knownMs) => {
    const { card } = testCard(clinicCells(kind));
    const spent = (['sent', 'known'] as const).map((dv) => {
      card.reset();
      card.meter.reset();
      clinicTap(card, dv);
      return { apdus: card.meter.apdus, modelMs: card.meter.modelMs };
    });
    expect(spent.map(({ apdus }) => apdus)).toEqual([19, 17]);
    expect(spent[0]?.modelMs).toBeLessThanOrEqual(sentMs);
    expect(spent[1]?.modelMs).toBeLessThanOrEqual(knownMs);
  });
});
