import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryDevice, twoSlotStorage } from '../card/index.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { cutDevice, drawTornPart, writeTorn } from './cut-device.ts';
import { Power, PowerLoss } from './power.ts';

function cut(at: number, seed = 'torn') {
  const inner = memoryDevice();
  const power = new Power();
  const device = cutDevice({ inner, fault: { kind: 'cut-at-write', at }, power, random: seededRandom(seed) });
  return { inner, power, device };
}

describe('a device whose power goes', () => {
  it('shows a write at once and has it in the memory after a sync', () => {
    const { inner, device } = cut(99);
    device.write(1, Uint8Array.of(1, 2, 3));
    device.write(2, Uint8Array.of(9));
    expect(device.read(0, 5)).toEqual(Uint8Array.of(0, 1, 9, 3, 0));
    expect(inner.content()).toHaveLength(0);
    device.sync();
    expect(inner.content()).toEqual(Uint8Array.of(0, 1, 9, 3));
  });

  it('keeps what was synced, and answers nothing until there is power again', () => {
    const { inner, power, device } = cut(3);
    device.write(0, Uint8Array.of(1));
    device.sync();
    device.write(1, Uint8Array.of(2));
    expect(() => device.write(2, Uint8Array.of(3))).toThrow(PowerLoss);
    for (const act of [() => device.read(0, 1), () => device.write(0, Uint8Array.of(7)), () => device.sync()]) {
      expect(act).toThrow(PowerLoss);
    }
    power.restore();
    expect(device.read(0, 1)).toEqual(Uint8Array.of(1));
    expect(device.read(0, 9)).toEqual(inner.read(0, 9));
  });

  it('leaves some seeds the last write without the one before it', () => {
    const left = Array.from({ length: 200 }, (_, seed) => {
      const { inner, device } = cut(2, `seed ${seed}`);
      device.write(0, Uint8Array.of(1));
      expect(() => device.write(1, Uint8Array.of(2))).toThrow(PowerLoss);
      return [...inner.read(0, 2)].join(' ');
    });
    expect(new Set(left)).toEqual(new Set(['0 0', '1 0', '0 2', '1 2']));
  });

  it('lets commits stand whole or not at all, at whichever write and however torn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.string(), (at, seed) => {
        const { inner, power, device } = cut(at, seed);
        const states = [1, 2, 3, 4, 5].map((number) => seededRandom(`state ${number}`)(1500));
        let saved = 0;
        try {
          for (const state of states) {
            twoSlotStorage(device).save(state);
            saved += 1;
          }
        } catch (cause) {
          expect(cause).toBeInstanceOf(PowerLoss);
        }
        power.restore();
        expect([undefined, ...states].slice(saved, saved + 2)).toContainEqual(twoSlotStorage(inner).load());
        expect(saved).toBe(Math.floor((at - 1) / 2));
      }),
      // The example leaves the first header without the last byte of its magic.
      { numRuns: 300, examples: [[2, '^Ek0~*']] },
    );
  });
});

describe('a torn write', () => {
  it.each([
    ['nothing', { kind: 'nothing' }, [0, 0, 0, 0]],
    ['all', { kind: 'all' }, [1, 2, 3, 4]],
    ['a prefix', { kind: 'prefix', count: 3 }, [1, 2, 3, 0]],
    ['pieces', { kind: 'pieces', size: 2, isKept: (piece: number) => piece === 1 }, [0, 0, 3, 4]],
  ] as const)('leaves %s', (_name, part, expected) => {
    const device = memoryDevice();
    writeTorn(device, { offset: 0, bytes: Uint8Array.of(1, 2, 3, 4) }, part);
    expect([...device.read(0, 4)]).toEqual(expected);
  });

  it('is drawn of every kind', () => {
    const kinds = Array.from({ length: 100 }, (_, seed) => drawTornPart(64, seededRandom(String(seed))).kind);
    expect(new Set(kinds)).toEqual(new Set(['nothing', 'all', 'prefix', 'pieces']));
  });
});
