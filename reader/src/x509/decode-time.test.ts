import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { decodeTlv, encodeTlv } from '@residence-permit/shared/tlv';
import { describe, expect, it } from 'vitest';
import { decodeTime } from './decode-time.ts';

const timeOf = (tag: number, text: string) => decodeTime(decodeTlv(encodeTlv(tag, encodeUtf8(text))));

describe('decodeTime', () => {
  it('reads both forms, with the century where RFC 5280 puts it', () => {
    expect(timeOf(0x17, '261123100203Z')).toBe(Date.UTC(2026, 10, 23, 10, 2, 3) / 1000);
    expect(timeOf(0x17, '491231235959Z')).toBe(Date.UTC(2049, 11, 31, 23, 59, 59) / 1000);
    expect(timeOf(0x17, '500101000000Z')).toBe(Date.UTC(1950, 0, 1) / 1000);
    expect(timeOf(0x18, '20500101000000Z')).toBe(Date.UTC(2050, 0, 1) / 1000);
  });

  it.each([
    [0x17, '2611231002Z'],
    [0x17, '261123100203+0800'],
    [0x17, '26112310020-Z'],
    [0x17, '261323100203Z'],
    [0x17, '260231100203Z'],
    [0x18, '20490101000000Z'],
    [0x18, '20500101000000.5Z'],
    [0x18, '500101000000Z'],
    [0x16, '261123100203Z'],
  ])('refuses %s %s', (tag, text) => {
    expect(() => timeOf(tag, text)).toThrow(/CERTIFICATE_BAD|DATE_BAD/);
  });
});
