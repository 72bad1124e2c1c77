import {
  decodeAtrInfo,
  EF_ATR_INFO,
  EF_DIR,
  NE_SHORT_MAX,
  PERMIT_AID,
  readBinary,
  readBinaryAt,
  selectApplication,
  selectMasterFile,
} from '@residence-permit/shared/apdu';
import { encodeTlv } from '@residence-permit/shared/tlv';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../testing/seeded-random.ts';
import { activeCells, TEST_PIN, testCard, testCells } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const CONTENT = Uint8Array.from({ length: 700 }, (_, at) => at % 256);

function asHolder() {
  const { card } = testCard(activeCells({ files: new Map([[2, CONTENT]]) }));
  const terminal = new TestTerminal(card, seededRandom('files'));
  terminal.pace({ password: { kind: 'pin', value: TEST_PIN } });
  terminal.select();
  return terminal;
}
const selectFile = (fid: number) => ({
  cla: 0,
  ins: 0xa4,
  p1: 2,
  p2: 0x0c,
  data: Uint8Array.of(fid >> 8, fid & 0xff),
  ne: 0,
});

describe('READ BINARY', () => {
  it('reads by short id, and on from there without selecting', () => {
    const terminal = asHolder();
    const first = terminal.send(readBinary({ sfi: 2, offset: 0, ne: 200 }));
    expect(first).toEqual({ data: CONTENT.slice(0, 200), sw: 0x9000 });
    expect(terminal.send(readBinary({ sfi: 2, offset: 200, ne: 100 })).data).toEqual(CONTENT.slice(200, 300));
    expect(terminal.send(readBinaryAt({ offset: 300, ne: 65_536 }))).toEqual({ data: CONTENT.slice(300), sw: 0x9000 });
  });

  it('says when the file ends before the length asked for', () => {
    const terminal = asHolder();
    terminal.send(readBinary({ sfi: 2, offset: 0, ne: 1 }));
    expect(terminal.send(readBinaryAt({ offset: 690, ne: 11 }))).toEqual({ data: CONTENT.slice(690), sw: 0x6282 });
    expect(terminal.send(readBinaryAt({ offset: 690, ne: 10 })).sw).toBe(0x9000);
    expect(terminal.send(readBinaryAt({ offset: 700, ne: 256 }))).toEqual({ data: new Uint8Array(0), sw: 0x9000 });
    expect(terminal.send(readBinaryAt({ offset: 701, ne: 256 })).sw).toBe(0x6b00);
  });

  it('needs a current file, an expected length and a file that was written', () => {
    const terminal = asHolder();
    expect(terminal.send(readBinaryAt({ offset: 0, ne: 256 })).sw).toBe(0x6986);
    expect(terminal.send(readBinary({ sfi: 2, offset: 0, ne: 0 })).sw).toBe(0x6700);
    expect(terminal.send(readBinary({ sfi: 3, offset: 0, ne: 256 })).sw).toBe(0x6a82);
    expect(terminal.send(readBinary({ sfi: 16, offset: 0, ne: 256 })).sw).toBe(0x6a82);
  });
});

describe('SELECT', () => {
  it('tells a file by its id in the directory that is current', () => {
    const terminal = asHolder();
    expect([terminal.send(selectFile(0x0102)).sw, terminal.send(selectFile(0x2f00)).sw]).toEqual([0x9000, 0x6a82]);
    expect(terminal.send(selectMasterFile()).sw).toBe(0x9000);
    expect([terminal.send(selectFile(0x2f00)).sw, terminal.send(selectFile(0x0102)).sw]).toEqual([0x9000, 0x6a82]);
    expect(terminal.send({ ...selectFile(0x2f00), p1: 0 }).sw).toBe(0x9000);
    expect(terminal.send({ ...selectFile(0x2f00), p1: 3 }).sw).toBe(0x6a86);
    expect(terminal.send({ ...selectFile(0x2f00), data: Uint8Array.of(1) }).sw).toBe(0x6700);
  });

  it('answers the name of the application where it is asked for', () => {
    const { card } = testCard(activeCells());
    const terminal = new TestTerminal(card, seededRandom('select'));
    const wanted = { ...selectApplication(PERMIT_AID), p2: 0, ne: 256 };
    expect(terminal.send(wanted)).toEqual({ data: encodeTlv(0x6f, encodeTlv(0x84, PERMIT_AID)), sw: 0x9000 });
    expect(terminal.send(selectApplication(PERMIT_AID.slice(0, 5))).sw).toBe(0x6a82);
  });
});

describe('the master file', () => {
  it('is the same on every card and free to read', () => {
    const read = (cells: ReturnType<typeof testCells>) => {
      const terminal = new TestTerminal(testCard(cells).card, seededRandom('mf'));
      return [EF_DIR, EF_ATR_INFO].map(({ sfi }) => terminal.send(readBinary({ sfi, offset: 0, ne: NE_SHORT_MAX })));
    };
    const blank = read(testCells({ lifeCycle: 'blank' }));
    expect(blank).toEqual(read(activeCells()));
    expect(decodeAtrInfo(blank[1]?.data ?? new Uint8Array())).toEqual({
      maxCommandBytes: 2048,
      maxResponseBytes: 2048,
    });
  });
});
