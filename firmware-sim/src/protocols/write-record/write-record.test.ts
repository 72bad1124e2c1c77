import { sha256 } from '@noble/hashes/sha2.js';
import { setPin, writeRecord } from '@residence-permit/shared/apdu';
import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { decodeSlots, encodeWriteRecordData, type WriteRecordData } from '@residence-permit/shared/records';
import { describe, expect, it } from 'vitest';
import type { ChipCells } from '../../nonvolatile/index.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import {
  allRights,
  CLINIC_RIGHTS,
  CLINIC_TERMINAL,
  CVCA,
  NON_OFFICIAL_DV,
  OFFICE_TERMINAL,
  OFFICIAL_DV,
} from '../../testing/test-authority.ts';
import { activeCells, TEST_CAN, TEST_PERMIT_REF, TEST_PIN, testCard, testCells } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const DEVICE_BINDING = sha256(testCells().deviceKey?.publicPoint ?? new Uint8Array());

function atTheOffice(cells: ChipCells) {
  const chip = testCard(cells);
  const tap = (): TestTerminal => {
    chip.card.reset();
    const terminal = new TestTerminal(chip.card, seededRandom('office'));
    expect(terminal.pace({ password: CAN, template: allRights('terminal') }).sw).toBe(0x9000);
    const chain = { cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL };
    expect([terminal.authenticate(chain), terminal.select()]).toEqual([0x9000, 0x9000]);
    return terminal;
  };
  return { ...chip, tap };
}

function endorsement(version: number): WriteRecordData {
  const signedBytes = encodeUtf8(`endorsement ${version}`);
  return { dataGroup: 17, grantor: 'issuer', version, binding: DEVICE_BINDING, signedBytes, counted: [] };
}

function grants(version: number, change: Partial<WriteRecordData> = {}): WriteRecordData {
  const signedBytes = encodeUtf8(`grants ${version}`);
  return { dataGroup: 18, grantor: 'health', version, binding: TEST_PERMIT_REF, signedBytes, counted: [], ...change };
}

function write(terminal: TestTerminal, data: WriteRecordData): number {
  return terminal.send(writeRecord(encodeWriteRecordData(data))).sw;
}

describe('activation', () => {
  it('is the first endorsement in the session in which the collector set the PIN', () => {
    const { tap, cells } = atTheOffice(testCells());
    const terminal = tap();
    expect(terminal.read(17)).toEqual({ data: new Uint8Array(0), sw: 0x9000 });
    expect(write(terminal, endorsement(1))).toBe(0x6985);
    expect(write(terminal, grants(1))).toBe(0x6985);
    expect(terminal.send(setPin(TEST_PIN)).sw).toBe(0x9000);
    expect(write(terminal, endorsement(1))).toBe(0x9000);
    expect(cells().lifeCycle).toBe('active');
    expect(write(terminal, grants(1))).toBe(0x9000);
  });

  it('does not follow from a PIN set in an earlier session', () => {
    const { tap, cells } = atTheOffice(testCells());
    expect(tap().send(setPin(TEST_PIN)).sw).toBe(0x9000);
    expect(write(tap(), endorsement(1))).toBe(0x6985);
    expect(cells().lifeCycle).toBe('personalised');
  });
});

describe('WRITE RECORD', () => {
  it('replaces the endorsement by a higher version, at most sixteen higher', () => {
    const { tap } = atTheOffice(activeCells());
    expect([0, 1, 18].map((version) => write(tap(), endorsement(version)))).toEqual([0x6985, 0x6985, 0x6985]);
    expect(write(tap(), endorsement(17))).toBe(0x9000);
    expect(write(tap(), endorsement(18))).toBe(0x9000);
    expect(write(tap(), endorsement(17))).toBe(0x6985);
  });

  it('keeps a slot for each of four grantors, each with its own version', () => {
    const { tap } = atTheOffice(activeCells());
    const terminal = tap();
    const names = ['health', 'civil', 'charity', 'city', 'fifth'];
    expect(names.map((grantor, at) => write(terminal, grants(at + 1, { grantor })))).toEqual([
      0x9000, 0x9000, 0x9000, 0x9000, 0x6a84,
    ]);
    expect(decodeSlots(terminal.read(18).data).map(({ grantor, version }) => [grantor, version])).toEqual([
      ['health', 1],
      ['civil', 2],
      ['charity', 3],
      ['city', 4],
    ]);
    expect(write(tap(), grants(4, { grantor: 'city' }))).toBe(0x6985);
  });

  it('writes a slot once in a session', () => {
    const { tap } = atTheOffice(activeCells());
    const terminal = tap();
    expect([write(terminal, grants(1)), write(terminal, grants(2))]).toEqual([0x9000, 0x6985]);
    expect(write(tap(), grants(2))).toBe(0x9000);
  });

  it('writes the endorsement once in a session, whoever is named as its grantor', () => {
    const { tap } = atTheOffice(activeCells());
    const terminal = tap();
    const byOther = (version: number): WriteRecordData => ({ ...endorsement(version), grantor: 'other' });
    expect([write(terminal, endorsement(2)), write(terminal, byOther(3))]).toEqual([0x9000, 0x6985]);
    expect(write(tap(), byOther(2))).toBe(0x6985);
    expect(write(tap(), byOther(3))).toBe(0x9000);
  });

  it('refuses the binding of another card or permit', () => {
    const { tap } = atTheOffice(activeCells());
    const other = new Uint8Array(32);
    expect(write(tap(), { ...endorsement(2), binding: other })).toBe(0x6984);
    expect(write(tap(), { ...endorsement(2), binding: TEST_PERMIT_REF })).toBe(0x6984);
    expect(write(tap(), grants(1, { binding: DEVICE_BINDING }))).toBe(0x6984);
  });

  it('starts from the floors that a replacement card was given', () => {
    const { tap } = atTheOffice(
      activeCells({ versionFloors: [{ dataGroup: 18, grantor: 'health', version: 40 }], slots: new Map() }),
    );
    expect([40, 57, 41].map((version) => write(tap(), grants(version)))).toEqual([0x6985, 0x6985, 0x9000]);
    expect(write(tap(), grants(1, { grantor: 'civil' }))).toBe(0x9000);
  });

  it('holds to the highest of several floors for one slot', () => {
    const floor = (grantor: string, version: number) => ({ dataGroup: 17, grantor, version });
    const versionFloors = [floor('other', 3), floor('issuer', 40)];
    const { tap } = atTheOffice(activeCells({ versionFloors }));
    expect([4, 40, 41].map((version) => write(tap(), endorsement(version)))).toEqual([0x6985, 0x6985, 0x9000]);
  });

  it('needs the write bit of the group', () => {
    const chip = testCard(activeCells());
    const terminal = new TestTerminal(chip.card, seededRandom('clinic'));
    terminal.pace({ password: CAN, template: CLINIC_RIGHTS });
    terminal.authenticate({ cvca: CVCA.reference, dv: NON_OFFICIAL_DV, terminal: CLINIC_TERMINAL });
    terminal.select();
    expect([17, 18, 19, 20, 21].map((dataGroup) => write(terminal, grants(1, { dataGroup })))).toEqual([
      0x6982, 0x6982, 0x6982, 0x6982, 0x6982,
    ]);
  });

  it('refuses what is malformed or no group of records, and changes nothing', () => {
    const { tap, cells } = atTheOffice(activeCells());
    const terminal = tap();
    const before = cells();
    const whole = encodeWriteRecordData(grants(1));
    for (let length = 0; length < whole.length; length += 1) {
      expect(terminal.send(writeRecord(whole.slice(0, length))).sw).toBe(0x6a80);
    }
    expect(write(terminal, grants(1, { dataGroup: 16 }))).toBe(0x6a80);
    const counted = [{ id: new Uint8Array(8), limit: 1, periodDays: 0, fromDay: 0 }];
    expect(write(terminal, { ...endorsement(2), counted })).toBe(0x6a80);
    expect(write(terminal, grants(1, { signedBytes: new Uint8Array(1025) }))).toBe(0x6a84);
    expect(cells()).toEqual(before);
  });
});
