import { describe, expect, it } from 'vitest';
import { requirePasswordForm } from './pace-password.ts';

describe('the form of a password', () => {
  it.each([
    ['can', '123456'],
    ['pin', '000000'],
    ['puk', '0123456789'],
  ] as const)('takes a %s of the right length', (kind, value) => {
    expect(() => requirePasswordForm({ kind, value })).not.toThrow();
  });

  it.each([
    ['can', '12345'],
    ['can', '12345a'],
    ['pin', '1234567'],
    ['puk', '123456'],
    ['can', '１２３４５６'],
    ['pin', ''],
  ] as const)('refuses the %s "%s" before it costs a try', (kind, value) => {
    expect(() => requirePasswordForm({ kind, value })).toThrow(expect.objectContaining({ code: 'PASSWORD_WRONG' }));
  });
});
