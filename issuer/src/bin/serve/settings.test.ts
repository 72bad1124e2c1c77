import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const PRODUCTION = {
  PERMIT_ORIGIN: 'https://permit.example',
  DATABASE_URL: 'postgresql://permit_service:pass-word@db.example/permit',
  KEYSTORE_URL: 'postgresql://permit_service:pass-word@keys.example/keys',
};
/** What a wrong environment is answered with. */
function wordsFor(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (cause) {
    return String(cause);
  }
  return 'accepted';
}

describe('the settings of the service', () => {
  it('are read from the environment, each with its default', () => {
    expect(readSettings(PRODUCTION)).toMatchObject({
      stage: 'production',
      host: '127.0.0.1',
      port: 8080,
      tls: undefined,
      databases: { register: PRODUCTION.DATABASE_URL, keyStore: PRODUCTION.KEYSTORE_URL },
      stopMs: 20_000,
      accounts: { profile: 'production', origin: 'https://permit.example', rpId: 'permit.example' },
    });
    expect(readSettings(PRODUCTION).keys).toMatch(/permit-data\/keys$/);
  });

  it('of a trial need nothing', () => {
    expect(readSettings({ PERMIT_STAGE: 'trial', PERMIT_PROFILE: 'demo' })).toMatchObject({
      databases: undefined,
      accounts: { profile: 'demo', origin: 'http://localhost:8080', rpId: 'localhost' },
    });
  });

  it('are all named when several are wrong, without what stands in them', () => {
    const words = wordsFor({
      PERMIT_PORT: '70000',
      PERMIT_STAGE: 'hidden-word',
      DATABASE_URL: 'mysql://secret@host/x',
    });
    expect(words).toMatch(/^PermitError: SETTING_BAD: /);
    for (const name of ['PERMIT_PORT', 'PERMIT_STAGE', 'DATABASE_URL']) expect(words).toContain(name);
    expect(words).not.toMatch(/70000|hidden-word|secret/);
  });

  it.each([
    ['the demo profile', { PERMIT_PROFILE: 'demo' }, /demo profile/],
    ['an origin without https', { PERMIT_ORIGIN: 'http://localhost:8080' }, /not https/],
    ['no origin', { PERMIT_ORIGIN: '' }, /PERMIT_ORIGIN/],
    ['half of the TLS files', { PERMIT_TLS_CERT: 'cert.pem' }, /PERMIT_TLS_CERT and PERMIT_TLS_KEY/],
    ['keys in the database that they protect', { KEYSTORE_URL: PRODUCTION.DATABASE_URL }, /KEYSTORE_URL/],
  ])('of production refuse %s', (_what, change, words) => {
    expect(wordsFor({ ...PRODUCTION, ...change })).toMatch(words);
  });
});
