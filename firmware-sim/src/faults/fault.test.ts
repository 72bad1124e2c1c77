import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, formatFault, parseFault } from './fault.ts';

describe('a fault', () => {
  it.each(Object.keys(FAULT_KINDS))('%s is written as it is read', (kind) => {
    expect(formatFault(parseFault(`${kind}=12`))).toBe(`${kind}=12`);
  });

  it.each(['', 'slow', 'slow=', 'slow=0', 'slow=-1', 'slow=1.5', 'slow=1000001', 'quick=1', 'slow=1 '])(
    'is not %j',
    (text) => {
      expect(() => parseFault(text)).toThrow(expect.objectContaining({ code: 'SETTING_BAD' }));
    },
  );
});
