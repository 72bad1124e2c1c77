import { expect, it } from 'vitest';
import { requireTrial } from './require-trial.ts';
import { readSettings } from './settings.ts';

const TRIAL = { PERMIT_STAGE: 'trial', PERMIT_PROFILE: 'demo' };

it('lets a demonstration stand beside a trial with the demo profile', () => {
  expect(requireTrial(readSettings(TRIAL))).toBeUndefined();
});

it.each([
  ['a trial that asks for real proofs', { ...TRIAL, PERMIT_PROFILE: 'production' }],
  [
    'production',
    {
      PERMIT_ORIGIN: 'https://permit.example',
      DATABASE_URL: 'postgresql://db.example/permit',
      KEYSTORE_URL: 'postgresql://keys.example/keys',
    },
  ],
])('refuses a demonstration beside %s', (_what, environment) => {
  expect(() => requireTrial(readSettings(environment))).toThrow('SETTING_BAD');
});
