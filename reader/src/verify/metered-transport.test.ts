import { describe, expect, it } from 'vitest';
import { MeteredTransport } from './metered-transport.ts';

/** A clock that the test moves. */
function steppingClock() {
  let ms = 0;
  return { nowMs: () => ms, pass: (by: number) => (ms += by) };
}

describe('MeteredTransport', () => {
  it('counts APDUs, their bytes both ways, and the time inside the card only', async () => {
    const clock = steppingClock();
    const card = {
      transmit: async (command: Uint8Array) => {
        clock.pass(7);
        return new Uint8Array(command.length + 1);
      },
    };
    const metered = new MeteredTransport(card, clock);
    clock.pass(100);
    await metered.transmit(new Uint8Array(5));
    clock.pass(100);
    await metered.transmit(new Uint8Array(10));
    expect([metered.apdus, metered.bytes, metered.insideMs]).toEqual([2, 5 + 6 + 10 + 11, 14]);
  });

  it('counts a command that failed, and lets the failure through', async () => {
    const clock = steppingClock();
    const metered = new MeteredTransport({ transmit: () => Promise.reject(new Error('gone')) }, clock);
    await expect(metered.transmit(new Uint8Array(4))).rejects.toThrow('gone');
    expect([metered.apdus, metered.bytes]).toEqual([1, 4]);
  });
});
