import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import {
  type CvFields,
  decodeCvCertificate,
  signCvCertificate,
  verifyCvCertificate,
} from '@residence-permit/shared/cv-certificate';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Template } from '@residence-permit/shared/terminal-auth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The names by which OpenSSL and we know the two curves. */
const CURVES = { prime256v1: 'P-256', brainpoolP256r1: 'brainpoolP256r1' } as const;
type OpensslCurve = keyof typeof CURVES;

const RIGHTS: Omit<Template, 'role'> = {
  read: [1, 2, 3, 17, 18],
  write: [17],
  count: true,
  canAllowed: true,
  pinManagement: true,
};

type Key = { readonly point: Uint8Array; sign(message: Uint8Array): Uint8Array; readonly pkcs8: Uint8Array };

function keyOn(namedCurve: OpensslCurve): Key {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve, paramEncoding: 'explicit' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    point: new Uint8Array(spki.subarray(-65)),
    sign: (message) => new Uint8Array(sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
    pkcs8: exported(privateKey),
  };
}

function exported(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
}

describe.each<OpensslCurve>(['prime256v1', 'brainpoolP256r1'])('OpenPACE, %s', (curve) => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-cvc-'));
  const keys = { cvca: keyOn(curve), dv: keyOn(curve), terminal: keyOn(curve) };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A certificate that cannot be read or verified ends in a text on standard error, not always in an exit code. */
  const print = (name: string) => {
    const args = [`--cvc=${join(folder, name)}`, `--cvc-dir=${folder}`];
    const { stdout, stderr, error, status } = spawnSync('cvc-print', args, { encoding: 'utf8' });
    if (error !== undefined) throw error;
    return { stdout, stderr, status };
  };

  describe('reads certificates that we make', () => {
    const issue = async (
      holder: keyof typeof keys,
      issuer: keyof typeof keys,
      fields: Pick<CvFields, 'car' | 'chr' | 'template'>,
    ) => {
      const certificate = await signCvCertificate({
        fields: {
          ...fields,
          publicKey: keys[holder].point,
          effective: parsePlainDate('2026-11-20'),
          expiry: parsePlainDate('2036-11-22'),
        },
        sign: (body) => keys[issuer].sign(body),
      });
      writeFileSync(join(folder, fields.chr), certificate);
      return certificate;
    };

    beforeAll(async () => {
      await issue('cvca', 'cvca', { car: 'ZZCV00001', chr: 'ZZCV00001', template: { ...RIGHTS, role: 'cvca' } });
      await issue('dv', 'cvca', { car: 'ZZCV00001', chr: 'ZZDV00001', template: { ...RIGHTS, role: 'dv-official' } });
      await issue('terminal', 'dv', { car: 'ZZDV00001', chr: 'ZZTM00001', template: { ...RIGHTS, role: 'terminal' } });
    });

    test('verifies the chain and reads every field', () => {
      const { stdout, stderr, status } = print('ZZTM00001');
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      expect(stdout).toContain('certificate verified');
      const stated = stdout.split('\n').map((line) => line.trim());
      expect(stated).toEqual(expect.arrayContaining(['CAR: ZZDV00001', 'CHR: ZZTM00001', 'Terminal certificate']));
      expect(stated).toEqual(expect.arrayContaining(['Effective Date: 2026-11-20', 'Expiration Date: 2036-11-22']));
      expect(
        stated.filter((line) => /^(Read|Write) DG|allowed|PIN/.test(line)).map((line) => line.replace(/ \(.*/, '')),
      ).toEqual([
        'CAN allowed',
        'PIN Management',
        'Read DG 1',
        'Read DG 2',
        'Read DG 3',
        'Read DG 17',
        'Read DG 18',
        'Write DG 17',
      ]);
    });

    test('refuses the certificate with a flipped bit in its signature', async () => {
      const certificate = await issue('terminal', 'dv', {
        car: 'ZZDV00001',
        chr: 'ZZTM00002',
        template: { ...RIGHTS, role: 'terminal' },
      });
      certificate[certificate.length - 1] = (certificate.at(-1) ?? 0) ^ 1;
      writeFileSync(join(folder, 'ZZTM00002'), certificate);
      expect(print('ZZTM00002').stdout).not.toContain('certificate verified');
    });
  });

  describe('makes certificates that we read', () => {
    const create = (...args: readonly string[]) =>
      execFileSync('cvc-create', ['--scheme=ECDSA_SHA_256', ...args], { cwd: folder, encoding: 'utf8' });
    const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

    beforeAll(() => {
      for (const [name, key] of Object.entries(keys)) writeFileSync(join(folder, `${name}.pkcs8`), key.pkcs8);
      const rights = [
        '--read-dg2',
        '--read-dg17',
        '--read-dg18',
        '--write-dg17',
        '--can-allowed',
        '--pin-management',
        '--rid',
      ];
      create(
        '--out-cert=root.cvcert',
        '--role=cvca',
        '--type=at',
        '--chr=ZZATCVCA00001',
        '--issued=261120',
        '--expires=361122',
        '--sign-with=cvca.pkcs8',
        ...rights,
      );
      create(
        '--out-cert=verifier.cvcert',
        '--role=dv_domestic',
        '--chr=ZZATDVCA00001',
        '--issued=261120',
        '--expires=270217',
        '--sign-as=root.cvcert',
        '--sign-with=cvca.pkcs8',
        '--key=dv.pkcs8',
        ...rights,
      );
      create(
        '--out-cert=clinic.cvcert',
        '--role=terminal',
        '--chr=ZZATTERM00001',
        '--issued=261120',
        '--expires=270103',
        '--sign-as=verifier.cvcert',
        '--sign-with=dv.pkcs8',
        '--key=terminal.pkcs8',
        '--read-dg2',
        '--can-allowed',
      );
    });

    test('reads and verifies its chain', () => {
      const [root, verifier, clinic] = ['root.cvcert', 'verifier.cvcert', 'clinic.cvcert'].map((name) =>
        decodeCvCertificate(read(name)),
      );
      if (root === undefined || verifier === undefined || clinic === undefined) throw new Error('unreachable');
      expect([root, verifier, clinic].map(({ car, chr }) => [car, chr])).toEqual([
        ['ZZATCVCA00001', 'ZZATCVCA00001'],
        ['ZZATCVCA00001', 'ZZATDVCA00001'],
        ['ZZATDVCA00001', 'ZZATTERM00001'],
      ]);
      expect([root, verifier, clinic].map(({ publicKey }) => toHex(publicKey))).toEqual(
        [keys.cvca, keys.dv, keys.terminal].map(({ point }) => toHex(point)),
      );
      expect(verifyCvCertificate({ certificate: root, issuerKey: root.publicKey })).toBe(true);
      expect(verifyCvCertificate({ certificate: verifier, issuerKey: root.publicKey })).toBe(true);
      expect(verifyCvCertificate({ certificate: clinic, issuerKey: verifier.publicKey })).toBe(true);
      expect(verifyCvCertificate({ certificate: clinic, issuerKey: root.publicKey })).toBe(false);
    });

    test('reads its roles, rights and dates', () => {
      const [verifier, clinic] = [
        decodeCvCertificate(read('verifier.cvcert')),
        decodeCvCertificate(read('clinic.cvcert')),
      ];
      expect(verifier.template).toEqual({
        role: 'dv-official',
        read: [2, 17, 18],
        write: [17],
        count: false,
        canAllowed: true,
        pinManagement: true,
      });
      expect(clinic.template).toEqual({
        role: 'terminal',
        read: [2],
        write: [],
        count: false,
        canAllowed: true,
        pinManagement: false,
      });
      expect([clinic.effective, clinic.expiry]).toEqual(['2026-11-20', '2027-01-03']);
    });
  });
});
