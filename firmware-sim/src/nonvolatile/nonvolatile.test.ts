import { concatBytes } from '@residence-permit/shared/bytes';
import { writeRecord } from '@residence-permit/shared/apdu';
import { encodeWriteRecordData } from '@residence-permit/shared/records';
import { describe, expect, it } from 'vitest';
import { createBlankCard, memoryStorage, openCard } from '../card/index.ts';
import { silentMeter } from '../card/cost-meter.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { allRights, CVCA, OFFICE_TERMINAL, OFFICIAL_DV } from '../testing/test-authority.ts';
import { activeCells, TEST_CAN, TEST_PERMIT_REF, testCells } from '../testing/test-card.ts';
import { TestTerminal } from '../testing/test-terminal.ts';
import {
  type CardStorage,
  decodeChipImage,
  encodeChipImage,
  loadCells,
  MemoryFailure,
  makeNonvolatile,
} from './index.ts';

const FULL = activeCells({
  keySet: { version: 0x30, enc: new Uint8Array(16), mac: new Uint8Array(16), dek: new Uint8Array(16) },
  rememberedDv: {
    reference: OFFICIAL_DV.reference,
    publicKey: OFFICIAL_DV.publicKey,
    template: allRights('dv-official'),
    expiry: 20_000,
    issuer: CVCA.reference,
  },
  versionFloors: [{ dataGroup: 18, grantor: 'health', version: 7 }],
  uses: [{ grantId: new Uint8Array(8), period: 1, used: 2 }],
  receipts: [{ transactionId: new Uint8Array(16), grantId: new Uint8Array(8), amount: 1, receipt: Uint8Array.of(1) }],
  accessLog: [{ terminal: OFFICE_TERMINAL.reference, day: 20_000, rights: new Uint8Array(5) }],
});

describe('the image of a chip', () => {
  it('holds every cell and comes back the same', () => {
    for (const cells of [FULL, testCells(), testCells({ kind: 'old', lifeCycle: 'blank', deviceKey: undefined })]) {
      const bytes = encodeChipImage(cells);
      expect(decodeChipImage(bytes)).toEqual(cells);
      expect(encodeChipImage(decodeChipImage(bytes))).toEqual(bytes);
    }
  });

  it('is refused when it is cut short, longer or of another version', () => {
    const bytes = encodeChipImage(FULL);
    for (const length of [0, 1, 100, bytes.length - 1]) expect(() => decodeChipImage(bytes.slice(0, length))).toThrow();
    expect(() => decodeChipImage(concatBytes(bytes, Uint8Array.of(0)))).toThrow('CBOR_TRAILING_BYTES');
    const other = bytes.slice();
    other[1] = 0x02;
    expect(() => decodeChipImage(other)).toThrow('IMAGE_BAD');
  });

  it('is refused when a cell has another form', () => {
    const empty = encodeChipImage({ ...FULL, chipNumber: new Uint8Array(9) });
    expect(() => decodeChipImage(empty)).toThrow('IMAGE_BAD');
  });

  it('is missed where there is none', () => {
    expect(() => loadCells(memoryStorage())).toThrow(RangeError);
  });
});

/** Storage that fails at the n-th save from now, before or after the bytes are down. */
function tearing(image: Uint8Array, at: number, when: 'before' | 'after'): CardStorage {
  let held = image;
  let saves = 0;
  return {
    load: () => held,
    save: (bytes) => {
      saves += 1;
      if (saves === at && when === 'before') throw new Error('torn');
      held = bytes;
      if (saves === at) throw new Error('torn');
    },
  };
}

describe('a commit', () => {
  it('that fails leaves memory as it was', () => {
    const memory = makeNonvolatile({
      storage: tearing(encodeChipImage(FULL), 1, 'before'),
      meter: silentMeter,
      cells: FULL,
    });
    expect(() => memory.commit({ canFailures: 5 })).toThrow(MemoryFailure);
    expect(memory.read('canFailures')).toBe(0);
  });

  it('costs by what it changes', () => {
    const sizes: (number | undefined)[] = [];
    const meter = { operation: (_name: string, size?: number) => sizes.push(size) };
    const memory = makeNonvolatile({ storage: memoryStorage(), meter, cells: FULL });
    memory.commit({ canFailures: 1 });
    memory.commit({ files: new Map([...FULL.files, [9, new Uint8Array(3000)]]) });
    memory.commit({ keySet: undefined });
    expect(sizes).toEqual([4, 3000, 1]);
  });
});

describe('a power loss at any write', () => {
  it.each(['before', 'after'] as const)(
    '%s the bytes are down leaves the old record or the new, never another',
    (when) => {
      const record = { dataGroup: 18, grantor: 'health', version: 1, binding: TEST_PERMIT_REF, counted: [] };
      const data = encodeWriteRecordData({ ...record, signedBytes: new Uint8Array(100).fill(9) });
      for (let at = 1; at <= 5; at += 1) {
        const storage = tearing(encodeChipImage(activeCells()), at, when);
        const card = openCard({ storage, random: seededRandom('chip') });
        const terminal = new TestTerminal(card, seededRandom('tear'));
        const statuses = [
          terminal.pace({ password: { kind: 'can', value: TEST_CAN }, template: allRights('terminal') }).sw,
          terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL }),
          terminal.send(writeRecord(data)).sw,
        ];
        expect(statuses).toContain(0x6581);
        expect(card.transmit(Uint8Array.of(0, 0xa4, 0, 0x0c))).toEqual(Uint8Array.of(0x65, 0x81));
        card.reset();
        const slots = loadCells(storage).slots.get(18) ?? [];
        expect(slots.map(({ version }) => version)).toEqual(at === 5 && when === 'after' ? [1] : []);
        expect(
          new TestTerminal(card, seededRandom('next')).pace({ password: { kind: 'can', value: TEST_CAN } }).sw,
        ).toBe(0x9000);
      }
    },
  );
});

describe('a blank card', () => {
  const supplierKeys = { enc: new Uint8Array(16), mac: new Uint8Array(16), dek: new Uint8Array(16) };

  it('is saved before it is used', () => {
    const storage = memoryStorage();
    createBlankCard({ kind: 'modern', supplierKeys, random: seededRandom('new'), storage });
    expect(loadCells(storage)).toMatchObject({ lifeCycle: 'blank', keySet: { version: 1 } });
  });

  it('needs keys of sixteen bytes', () => {
    const keys = { ...supplierKeys, mac: new Uint8Array(15) };
    expect(() =>
      createBlankCard({ kind: 'modern', supplierKeys: keys, random: seededRandom('new'), storage: memoryStorage() }),
    ).toThrow('supplierKeys.mac');
  });
});
