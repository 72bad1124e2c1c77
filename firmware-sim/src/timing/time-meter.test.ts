import { describe, expect, it } from 'vitest';
import { airTimeMs } from './air-time.ts';
import { CHIP_PRICES, makeTimeMeter } from './time-meter.ts';

describe('the time meter', () => {
  it('adds air time and what the chip does', () => {
    const meter = makeTimeMeter({ chip: 'modern', bitRate: 424 });
    meter.operation('ec-keygen');
    meter.operation('ecdh-setup');
    meter.operation('ecdh');
    meter.exchange(10, 20);
    const air = airTimeMs({ bitRate: 424, commandBytes: 10, responseBytes: 20 });
    expect(meter.modelMs).toBeCloseTo(24.4 + 8.04 + 20.0 + air, 9);
    expect([meter.apdus, meter.bytes]).toEqual([1, 30]);
  });

  it('starts from nothing after a reset', () => {
    const meter = makeTimeMeter({ chip: 'old', bitRate: 106 });
    meter.operation('ecdsa-verify');
    meter.exchange(1, 2);
    meter.reset();
    expect([meter.apdus, meter.bytes, meter.modelMs]).toEqual([0, 0, 0]);
  });

  it.each([
    ['modern', 1.83],
    ['old', 11.65],
  ] as const)('meets the published time of AES over 256 bytes on the %s chip', (chip, publishedMs) => {
    const meter = makeTimeMeter({ chip, bitRate: 424 });
    meter.operation('aes-block', 16);
    expect(meter.modelMs).toBeCloseTo(publishedMs, 1);
  });

  it('charges a started unit in full', () => {
    const meter = makeTimeMeter({ chip: 'modern', bitRate: 424 });
    meter.operation('nonvolatile-write', 257);
    meter.operation('delay', 300);
    expect(meter.modelMs).toBeCloseTo(10 + 300, 9);
  });

  it('names the source of every figure, and the old chip is never the faster one', () => {
    for (const [name, price] of Object.entries(CHIP_PRICES.modern)) {
      const old = Object.entries(CHIP_PRICES.old).find(([other]) => other === name)?.[1];
      expect(price.source, name).toMatch(/^(JCAlgTest|as |derived|assumed|the wait)/);
      expect(old?.source, name).toMatch(/^(JCAlgTest|as |derived|assumed|the wait)/);
      expect(old?.callMs, name).toBeGreaterThanOrEqual(price.callMs);
      expect(old?.unitMs, name).toBeGreaterThanOrEqual(price.unitMs);
    }
  });
});
