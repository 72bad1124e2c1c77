import { PermitError } from '@residence-permit/shared/errors';
import { describe, expect, it } from 'vitest';
import { AccountSettings, requireProduction } from './account-settings.ts';

const OFFICE = { profile: 'production', origin: 'https://counter.office.example', rpId: 'office.example' } as const;

function codeOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof PermitError ? error.code : error;
  }
  return undefined;
}

describe('AccountSettings', () => {
  it('takes an origin and the host that passkeys are bound to, at or above it', () => {
    expect(AccountSettings.parse(OFFICE)).toMatchObject({ idleS: 900, stepUpS: 300, tries: 5 });
    expect(AccountSettings.safeParse({ ...OFFICE, rpId: 'counter.office.example' }).success).toBe(true);
    for (const rpId of ['fice.example', 'other.example', 'a.counter.office.example', '']) {
      expect(AccountSettings.safeParse({ ...OFFICE, rpId }).success, rpId).toBe(false);
    }
  });

  it.each([
    'http://office.example',
    'https://office.example/',
    'https://office.example/path',
    'ftp://office.example',
    'office.example',
    '',
  ])('refuses %s as an origin', (origin) => {
    expect(AccountSettings.safeParse({ ...OFFICE, origin, rpId: 'office.example' }).success).toBe(false);
  });

  it('refuses times outside their ranges and settings it does not know', () => {
    for (const wrong of [{ idleS: 5 }, { absoluteS: 90_000 }, { stepUpS: 3600 }, { tries: 1000 }, { demo: true }]) {
      expect(AccountSettings.safeParse({ ...OFFICE, ...wrong }).success).toBe(false);
    }
  });
});

describe('requireProduction', () => {
  it('refuses the demo profile and plain http', () => {
    const local = { profile: 'production', origin: 'http://localhost:8080', rpId: 'localhost' } as const;
    expect(codeOf(() => requireProduction(AccountSettings.parse(OFFICE)))).toBeUndefined();
    expect(codeOf(() => requireProduction(AccountSettings.parse({ ...OFFICE, profile: 'demo' })))).toBe('SETTING_BAD');
    expect(codeOf(() => requireProduction(AccountSettings.parse(local)))).toBe('SETTING_BAD');
  });
});
