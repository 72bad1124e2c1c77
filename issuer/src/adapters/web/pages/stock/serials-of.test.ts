import { describe, expect, it } from 'vitest';
import { serialsOf } from './serials-of.ts';

describe('serials that were scanned', () => {
  it('come one a line or with commas of either script between them', () => {
    expect(serialsOf(' 00A1\n00b2, 00c3，00d4\r\n')).toEqual(['00a1', '00b2', '00c3', '00d4']);
  });

  it('are none where nothing was scanned', () => {
    expect(serialsOf(' \n')).toEqual([]);
  });
});
