import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { openToken, type Token } from '@residence-permit/issuer/keys';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { concatBytes, encodeUtf8, fromHex } from '@residence-permit/shared/bytes';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aSoftToken, type SoftToken } from '../builders/soft-token.ts';

const MESSAGE = encodeUtf8('a permit');
const SPKI_P256 = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');
let soft: SoftToken;
const opened: Token[] = [];

beforeAll(() => {
  soft = aSoftToken();
});
afterEach(() => {
  process.env['SOFTHSM2_CONF'] = soft.environment.SOFTHSM2_CONF;
  for (const token of opened.splice(0)) token.close();
});
afterAll(() => soft.remove());

async function open(more: Partial<Parameters<typeof openToken>[0]> = {}): Promise<Token> {
  const { module, tokenLabel, pin } = soft;
  const token = await openToken({ module, tokenLabel, pin, ...more });
  opened.push(token);
  return token;
}

describe('a key on a token', () => {
  test('of Ed25519 signs as RFC 8032 says', async () => {
    const token = await open();
    const publicKey = await token.generate({ algorithm: 'ed25519', label: 'document', id: Uint8Array.of(7, 1) });
    for (const name of [{ label: 'document' }, { id: Uint8Array.of(7, 1) }]) {
      const signer = await token.ed25519Signer(name);
      expect(signer.publicKey).toEqual(publicKey);
      const signature = await signer.sign(MESSAGE);
      expect(nodeEd25519.verify(signature, MESSAGE, signer.publicKey)).toBe(true);
    }
  });

  test('of P-256 signs SHA-256 as plain r‖s', async () => {
    const token = await open();
    await token.generate({ algorithm: 'p256', label: 'dv', id: Uint8Array.of(7, 2) });
    const signer = await token.p256Signer({ label: 'dv' });
    const { publicKey } = signer;
    expect([publicKey.length, publicKey[0]]).toEqual([65, 4]);
    const der = Buffer.from(concatBytes(SPKI_P256, publicKey));
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const signature = await signer.sign(MESSAGE);
    expect(verify('sha256', MESSAGE, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  test('is listed with its kind, and there after the process that made it is gone', async () => {
    const token = await open();
    const id = Uint8Array.of(7, 3);
    const publicKey = await token.generate({ algorithm: 'ed25519', label: 'listed', id });
    token.close();
    const keys = await (await open()).listKeys();
    expect(keys).toContainEqual({ label: 'listed', id, algorithm: 'ed25519', publicKey });
  });

  test('does not take the label or id of another', async () => {
    const token = await open();
    await token.generate({ algorithm: 'ed25519', label: 'taken', id: Uint8Array.of(7, 4) });
    for (const [label, id] of [
      ['taken', 5],
      ['free', 4],
    ] as const) {
      const again = token.generate({ algorithm: 'p256', label, id: Uint8Array.of(7, id) });
      await expect(again).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    }
  });

  test('cannot be read out by another program', async () => {
    await (await open()).generate({ algorithm: 'ed25519', label: 'kept', id: Uint8Array.of(7, 6) });
    const reading = `
      const { PKCS11 } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pkcs11js'))});
      const module = new PKCS11();
      module.load(${JSON.stringify(soft.module)});
      module.C_Initialize();
      const session = module.C_OpenSession(module.C_GetSlotList(true)[0], 6);
      module.C_Login(session, 1, ${JSON.stringify(soft.pin)});
      module.C_FindObjectsInit(session, [{ type: 0, value: 3 }, { type: 3, value: 'kept' }]);
      const [key] = module.C_FindObjects(session, 1);
      try { module.C_GetAttributeValue(session, key, [{ type: 0x11 }]); process.stdout.write('read out'); }
      catch (cause) { process.stdout.write(cause.message); }`;
    const said = execFileSync(process.execPath, ['-e', reading], { encoding: 'utf8' });
    expect(said).toBe('CKR_ATTRIBUTE_SENSITIVE');
  });

  test('that was brought in from outside is refused', async () => {
    const path = join(soft.folder, 'outside.pem');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    soft.import(path, 'outside', '0a');
    const signer = await (await open()).p256Signer({ label: 'outside' });
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({
      code: 'KEY_BAD',
      message: expect.stringContaining('was not made on the token'),
    });
  });

  test('that is not there, or of the other kind, is named', async () => {
    const token = await open();
    await token.generate({ algorithm: 'p256', label: 'other kind', id: Uint8Array.of(7, 8) });
    await expect(token.ed25519Signer({ label: 'nobody' })).rejects.toMatchObject({ code: 'TOKEN_OBJECT_ABSENT' });
    await expect(token.ed25519Signer({ label: 'other kind' })).rejects.toMatchObject({ code: 'KEY_BAD' });
  });
});

describe('a private data object', () => {
  test('is stored, listed, read and removed', async () => {
    const token = await open();
    const share = Uint8Array.from({ length: 600 }, (_, index) => index & 0xff);
    await token.writeData('share 1', share);
    token.close();
    const later = await open();
    expect(await later.readData('share 1')).toEqual(share);
    expect(await later.listData()).toEqual(['share 1']);
    await later.removeData('share 1');
    await expect(later.readData('share 1')).rejects.toMatchObject({ code: 'TOKEN_OBJECT_ABSENT' });
    await expect(later.removeData('share 1')).rejects.toMatchObject({ code: 'TOKEN_OBJECT_ABSENT' });
  });

  test('is never written over', async () => {
    const token = await open();
    await token.writeData('share 2', Uint8Array.of(1));
    await expect(token.writeData('share 2', Uint8Array.of(2))).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    expect(await token.readData('share 2')).toEqual(Uint8Array.of(1));
  });
});

describe('what is not as it should be has a code of its own', () => {
  test.each([
    ['a wrong PIN', { pin: '000000' }, 'TOKEN_PIN_WRONG'],
    ['no PIN', { pin: '' }, 'TOKEN_PIN_WRONG'],
    ['a token of another name', { tokenLabel: 'elsewhere' }, 'TOKEN_ABSENT'],
    ['a token of another serial number', { serial: '0123456789abcdef' }, 'TOKEN_ABSENT'],
    ['no module', { module: '/nowhere/libtoken.so' }, 'TOKEN_MODULE_ABSENT'],
    ['a library that is no module', { module: process.execPath }, 'TOKEN_MODULE_ABSENT'],
  ])('%s', async (_what, more, code) => {
    await expect(open(more)).rejects.toMatchObject({ code });
  });

  test('a token that cannot make keys of a kind', async () => {
    const poor = aSoftToken('poor', 'slots.mechanisms = CKM_RSA_PKCS');
    const token = await open({ tokenLabel: 'poor' });
    for (const algorithm of ['ed25519', 'p256'] as const) {
      const made = token.generate({ algorithm, label: algorithm, id: Uint8Array.of(1) });
      await expect(made).rejects.toMatchObject({ code: 'TOKEN_MECHANISM_MISSING' });
    }
    expect(await token.listKeys()).toEqual([]);
    poor.remove();
  });

  test('a token that was closed', async () => {
    const token = await open();
    token.close();
    await expect(token.listKeys()).rejects.toMatchObject({ code: 'SIGNER_UNAVAILABLE' });
  });
});

test('a token shows nothing of its PIN', async () => {
  const token = await open();
  const shown = `${inspect(token, { depth: 9, showHidden: true })} ${JSON.stringify(token)}`;
  expect(shown).not.toContain(soft.pin);
  expect(shown).toContain('[PKCS#11 token]');
});
