import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equalBytes } from '@residence-permit/shared/bytes';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readKeyFile } from './key-file.ts';
import { isBelowSealingCost, LEAST_COST, type ScryptCost, WIDE_COST } from './scrypt-cost.ts';
import { openBytes, sealBytes } from './seal-bytes.ts';
import { openPkcs8, sealPkcs8 } from './seal-pkcs8.ts';
import { decodeSealedEnvelope, encodeSealedEnvelope, type SealedEnvelope } from './sealed-envelope.ts';

const PASSPHRASE = 'lantern quarry 七 river';
const random = (length: number) => new Uint8Array(randomBytes(length));
const ed25519 = exported(generateKeyPairSync('ed25519').privateKey);
const p256 = exported(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

function exported(key: { export(options: { format: 'der'; type: 'pkcs8' }): Uint8Array }): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-seal-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const openssl = (args: readonly string[], input: Uint8Array) =>
  new Uint8Array(execFileSync('openssl', ['pkcs8', ...args], { input, env: { PW: PASSPHRASE }, stdio: 'pipe' }));

describe('a sealed key', () => {
  test.each([
    ['Ed25519', ed25519],
    ['P-256', p256],
  ])('of %s opens again, here and with OpenSSL', async (_kind, pkcs8) => {
    const bytes = await sealPkcs8({ pkcs8, passphrase: PASSPHRASE, random });
    expect(decodeSealedEnvelope(bytes).cost).toEqual({ n: 16_384, r: 8, p: 8 });
    expect(await openPkcs8({ bytes, passphrase: PASSPHRASE })).toEqual(pkcs8);
    const byOpenssl = openssl(['-inform', 'DER', '-outform', 'DER', '-passin', 'env:PW'], bytes);
    // The command writes an EC key in the form of RFC 5915, any other as PKCS#8.
    const type = pkcs8 === p256 ? 'sec1' : 'pkcs8';
    expect(exported(createPrivateKey({ key: Buffer.from(byOpenssl), format: 'der', type }))).toEqual(pkcs8);
  });

  test.each([
    ['its default cost', [], true],
    ['the cost of this software', ['-scrypt_p', '8'], false],
  ])('by OpenSSL at %s opens here', async (_cost, args, isWeaker) => {
    const topk8 = ['-topk8', '-inform', 'DER', '-outform', 'DER', '-v2', 'aes256', '-passout', 'env:PW', '-scrypt'];
    const bytes = openssl([...topk8, ...args], p256);
    expect(await openPkcs8({ bytes, passphrase: PASSPHRASE })).toEqual(p256);
    expect(isBelowSealingCost(decodeSealedEnvelope(bytes).cost)).toBe(isWeaker);
  });

  test('at the cost of 128 MiB opens here', async () => {
    const bytes = await sealPkcs8({ pkcs8: ed25519, passphrase: PASSPHRASE, random, cost: WIDE_COST });
    expect(await openPkcs8({ bytes, passphrase: PASSPHRASE })).toEqual(ed25519);
  });

  test('takes the same passphrase in either Unicode form', async () => {
    const bytes = await sealPkcs8({ pkcs8: ed25519, passphrase: 'caf\u00e9', random, cost: LEAST_COST });
    expect(await openPkcs8({ bytes, passphrase: 'cafe\u0301' })).toEqual(ed25519);
  });

  test('never looks the same twice', async () => {
    const seal = () => sealPkcs8({ pkcs8: ed25519, passphrase: PASSPHRASE, random, cost: LEAST_COST });
    const [first, second] = [decodeSealedEnvelope(await seal()), decodeSealedEnvelope(await seal())];
    expect(equalBytes(first.salt, second.salt) || equalBytes(first.iv, second.iv)).toBe(false);
    expect(equalBytes(first.encrypted, second.encrypted)).toBe(false);
  });

  test('is refused for a wrong passphrase', async () => {
    const bytes = await sealPkcs8({ pkcs8: ed25519, passphrase: PASSPHRASE, random, cost: LEAST_COST });
    for (const passphrase of ['', 'lantern', `${PASSPHRASE} `]) {
      await expect(openPkcs8({ bytes, passphrase })).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    }
  });

  test('is refused where the padding fits by chance and the content is no key', async () => {
    const bytes = await sealBytes({ content: random(40), passphrase: PASSPHRASE, random, cost: LEAST_COST });
    await expect(openPkcs8({ bytes, passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    expect(await openBytes({ bytes, passphrase: PASSPHRASE })).toHaveLength(40);
  });

  test('cannot be made of something else, or without a passphrase', async () => {
    await expect(sealPkcs8({ pkcs8: random(48), passphrase: PASSPHRASE, random })).rejects.toMatchObject({
      code: 'KEY_BAD',
    });
    await expect(sealPkcs8({ pkcs8: ed25519, passphrase: '', random })).rejects.toThrow('passphrase: empty');
  });
});

describe('a damaged sealed file', () => {
  const seal = () => sealPkcs8({ pkcs8: ed25519, passphrase: PASSPHRASE, random, cost: LEAST_COST });

  test('is refused at every truncation, and with a byte behind it', async () => {
    const bytes = await seal();
    for (let length = 0; length < bytes.length; length += 1) {
      await expect(openPkcs8({ bytes: bytes.slice(0, length), passphrase: PASSPHRASE })).rejects.toMatchObject({
        code: 'KEY_BAD',
      });
    }
    await expect(openPkcs8({ bytes: Uint8Array.of(...bytes, 0), passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'KEY_BAD',
    });
  });

  test('is refused as no DER of this profile, or says something else, whichever bit is flipped', async () => {
    const bytes = await seal();
    const sealed = decodeSealedEnvelope(bytes);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = readOrCode(flipped);
      if (read === 'KEY_BAD') continue;
      expect(read, `bit ${bit}`).not.toEqual(sealed);
      expect(encodeSealedEnvelope(read as SealedEnvelope), `bit ${bit}`).toEqual(flipped);
    }
  });

  test('never opens as the key that was sealed, whichever bit is flipped', async () => {
    const bytes = await seal();
    const property = fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const opened = await openPkcs8({ bytes: flipped, passphrase: PASSPHRASE }).catch(codeOf);
      if (opened instanceof Uint8Array) expect(equalBytes(opened, ed25519)).toBe(false);
      else expect(['KEY_BAD', 'PASSPHRASE_WRONG']).toContain(opened);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test.each([
    ['2^30 rounds: 1 TiB', { n: 2 ** 30, r: 8, p: 1 }],
    ['a block size of a million', { n: 2 ** 14, r: 1_000_000, p: 1 }],
    ['a parallelism of a thousand', { n: 2 ** 14, r: 8, p: 1000 }],
    ['N that is no power of two', { n: 100_000, r: 8, p: 1 }],
    ['N = 1', { n: 1, r: 8, p: 1 }],
    ['no block at all', { n: 2 ** 14, r: 0, p: 1 }],
    ['a cost too weak to protect a key', { n: 2 ** 10, r: 8, p: 1 }],
    ['little memory and much work', { n: 2 ** 10, r: 8, p: 16 }],
  ])('is refused before anything is derived: %s', async (_what, cost: ScryptCost) => {
    const bytes = encodeSealedEnvelope({ ...decodeSealedEnvelope(await seal()), cost });
    await expect(openPkcs8({ bytes, passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'KEY_BAD' });
    await expect(sealPkcs8({ pkcs8: ed25519, passphrase: PASSPHRASE, random, cost })).rejects.toMatchObject({
      code: 'KEY_BAD',
    });
  });

  test('is refused when OpenSSL sealed it another way', async () => {
    const topk8 = ['-topk8', '-inform', 'DER', '-outform', 'DER', '-passout', 'env:PW'];
    for (const args of [
      ['-v2', 'aes256'],
      ['-v2', 'aes128', '-scrypt'],
      ['-v1', 'PBE-SHA1-3DES'],
    ]) {
      const bytes = openssl([...topk8, ...args], ed25519);
      await expect(openPkcs8({ bytes, passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'KEY_BAD' });
    }
  });
});

describe('a key file', () => {
  test('is read when its owner alone may read it', async () => {
    const path = join(folder, 'a.pkcs8');
    await writeFile(path, 'key', { mode: 0o600 });
    expect(new TextDecoder().decode(await readKeyFile(path))).toBe('key');
  });

  test.each([0o640, 0o604, 0o660, 0o644])('is refused at mode %o', async (mode) => {
    const path = join(folder, 'exposed.pkcs8');
    await writeFile(path, 'key');
    await chmod(path, mode);
    await expect(readKeyFile(path)).rejects.toMatchObject({ code: 'KEY_EXPOSED' });
  });

  test('that is missing is a store that failed', async () => {
    await expect(readKeyFile(join(folder, 'missing'))).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });
});

function readOrCode(bytes: Uint8Array): unknown {
  try {
    return decodeSealedEnvelope(bytes);
  } catch (cause) {
    return codeOf(cause);
  }
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : cause;
}
