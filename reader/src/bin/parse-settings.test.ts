import { describe, expect, it } from 'vitest';
import { parseClock, parseStaleness, parseWait } from './parse-settings.ts';

describe('the settings of a tap', () => {
  it('stands still at the instant given', () => {
    expect(parseClock('2026-06-15T02:00:00Z')()).toBe(1_781_488_800);
  });

  it('goes with the system where that is said', () => {
    const before = Math.floor(Date.now() / 1000);
    expect(parseClock('system')()).toBeGreaterThanOrEqual(before);
  });

  it.each(['', 'now', '2026-06-15', '2026-06-15T02:00:00+08:00', '2026-13-01T00:00:00Z'])(
    'takes no clock "%s"',
    (text) => {
      expect(() => parseClock(text)).toThrow(expect.objectContaining({ code: 'SETTING_BAD' }));
    },
  );

  it('takes one budget for all, or one each', () => {
    expect(parseStaleness('7d')).toEqual({ bundleSeconds: 604_800, statusSeconds: 604_800 });
    expect(parseStaleness('status=36h, bundle=30d')).toEqual({ bundleSeconds: 2_592_000, statusSeconds: 129_600 });
    expect(parseStaleness('90m')).toEqual({ bundleSeconds: 5_400, statusSeconds: 5_400 });
  });

  it.each([
    '',
    '7',
    '7w',
    '-1d',
    '1.5d',
    'bundle=7d',
    'status=7d',
    'bundle=7d,bundle=8d',
    'bundle=7d,status=7d,more=1d',
  ])('takes no budget "%s"', (text) => {
    expect(() => parseStaleness(text)).toThrow(expect.objectContaining({ code: 'SETTING_BAD' }));
  });
});

describe('--wait', () => {
  it.each([0, 1.5, 86_400])('takes %d seconds', (seconds) => {
    expect(parseWait(seconds)).toBe(seconds);
  });
  it.each([-1, 86_401, Number.NaN])('refuses %d', (seconds) => {
    expect(() => parseWait(seconds)).toThrow(/SETTING_BAD: --wait/);
  });
});
