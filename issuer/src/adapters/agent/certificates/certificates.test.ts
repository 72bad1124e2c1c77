import { randomBytes, X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCertificateFolder } from './certificate-folder.ts';
import { openP12 } from './p12.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-agents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PASSPHRASE = 'correct horse battery';
const P12_PASSPHRASE = 'four lamps in a row';
const random = (length: number) => new Uint8Array(randomBytes(length));
const now = Math.floor(Date.now() / 1000);

describe('the authority of the agents', () => {
  const certificates = openCertificateFolder(folder, { clock: () => now, random });

  it('signs the service and a counter, whose .p12 file OpenSSL opens too', async () => {
    await certificates.found(PASSPHRASE);
    await certificates.issueService(['localhost', '127.0.0.1'], { days: 90, passphrase: PASSPHRASE });
    const made = await certificates.issueAgent('COUNTER-1', {
      days: 90,
      passphrase: PASSPHRASE,
      p12Passphrase: P12_PASSPHRASE,
    });
    const identity = openP12(made.p12, P12_PASSPHRASE);
    const own = new X509Certificate(identity.certificatePem);
    const authority = new X509Certificate(identity.authorityPem);
    expect(own.subject).toContain('CN=COUNTER-1');
    expect(own.verify(authority.publicKey)).toBe(true);
    expect(own.serialNumber.toLowerCase()).toBe(made.entry.serial);
    const service = await certificates.serviceIdentity();
    expect(new X509Certificate(service.certificatePem).subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(statSync(join(folder, 'service.key')).mode & 0o777).toBe(0o600);
    const file = join(folder, 'counter.p12');
    writeFileSync(file, made.p12);
    const listed = execFileSync('openssl', ['pkcs12', '-in', file, '-passin', `pass:${P12_PASSPHRASE}`, '-nokeys'], {
      encoding: 'utf8',
    });
    expect(listed.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  }, 60_000);

  it('renews a counter by another certificate, and revokes by serial number or by name', async () => {
    const renewed = await certificates.issueAgent('COUNTER-1', {
      days: 90,
      passphrase: PASSPHRASE,
      p12Passphrase: P12_PASSPHRASE,
    });
    const [, first] = await certificates.list();
    if (first === undefined) throw new Error('no first certificate');
    expect(await certificates.isGood(first.serial)).toBe(true);
    expect(await certificates.revoke(first.serial)).toEqual([first]);
    expect(await certificates.isGood(first.serial)).toBe(false);
    expect(await certificates.isGood(renewed.entry.serial)).toBe(true);
    expect(await certificates.revoke('COUNTER-1')).toEqual([renewed.entry]);
    expect(await certificates.isGood(renewed.entry.serial)).toBe(false);
    expect(await certificates.isGood('00'.repeat(16))).toBe(false);
  }, 60_000);

  it('takes no wrong passphrase, no second founding, no odd name and no file that is none', async () => {
    const request = { days: 1, passphrase: 'something else', p12Passphrase: P12_PASSPHRASE };
    await expect(certificates.issueAgent('COUNTER-2', request)).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    await expect(certificates.found(PASSPHRASE)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    const right = { ...request, passphrase: PASSPHRASE };
    await expect(certificates.issueAgent('counter 2', right)).rejects.toMatchObject({ code: 'SETTING_BAD' });
    await expect(certificates.revoke('COUNTER-9')).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    expect(() => openP12(Uint8Array.of(1, 2, 3), P12_PASSPHRASE)).toThrowError(/CERTIFICATE_BAD/);
    const { p12 } = await certificates.issueAgent('COUNTER-3', right);
    expect(() => openP12(p12, 'another passphrase')).toThrowError(/PASSPHRASE_WRONG/);
  }, 60_000);
});
