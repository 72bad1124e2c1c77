import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeHoldCeremony, TEST_PLAN } from '@residence-permit/issuer/authority';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../builders/seeded-random.ts';

/** 2026-11-23T00:00:00Z. */
const NOW = 1_795_392_000;

describe('openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-openssl-'));
  const path = (name: string) => join(folder, name);
  const verify = (...args: string[]) =>
    spawnSync('openssl', ['verify', '-x509_strict', '-attime', String(NOW + 3600), ...args], { encoding: 'utf8' });

  beforeAll(async () => {
    const hold = (seed: string) => makeHoldCeremony({ random: seededRandom(seed), clock: () => NOW })(TEST_PLAN);
    const [ours, theirs] = [await hold('ours'), await hold('theirs')];
    const pem = (der: Uint8Array) => new X509Certificate(der).toString();
    writeFileSync(path('root.pem'), pem(ours.root.certificate));
    writeFileSync(path('other-root.pem'), pem(theirs.root.certificate));
    for (const { certificate } of ours.documentSigners) writeFileSync(path('signer.pem'), pem(certificate));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('accepts the chain from a document signer to the authority root under strict rules', () => {
    const result = verify('-CAfile', path('root.pem'), path('signer.pem'));
    expect(result.stderr).toBe('');
    expect(result.stdout.trim()).toBe(`${path('signer.pem')}: OK`);
  });

  test('accepts the root itself', () => {
    expect(verify('-check_ss_sig', '-CAfile', path('root.pem'), path('root.pem')).status).toBe(0);
  });

  test('refuses the signer under a root of the same name and another key', () => {
    const result = verify('-CAfile', path('other-root.pem'), path('signer.pem'));
    expect(result.status).not.toBe(0);
  });

  test('refuses a signer that is used as an authority', () => {
    const text = execFileSync('openssl', ['x509', '-in', path('signer.pem'), '-noout', '-text'], { encoding: 'utf8' });
    expect(text).toContain('CA:FALSE');
    expect(text).toContain('Signature Algorithm: ED25519');
    expect(text).toContain('X509v3 Authority Key Identifier');
    expect(text).toContain('Digital Signature');
    expect(text).not.toContain('Certificate Sign');
  });
});
