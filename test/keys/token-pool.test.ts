import {
  makeTokenPool,
  openEd25519Signer,
  openP256Signer,
  parsePkcs11Uri,
  type TokenPool,
} from '@residence-permit/issuer/keys';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSoftToken, type SoftToken } from '../builders/soft-token.ts';

const MESSAGE = Uint8Array.of(1);
let soft: SoftToken;
let tokens: TokenPool;
let asked: string[] = [];

beforeEach(() => {
  soft = aSoftToken();
  asked = [];
});
afterEach(() => {
  tokens.close();
  soft.remove();
});

function aPool(pin: string, module: string | undefined = soft.module): TokenPool {
  const readPin = (uri: { readonly tokenLabel: string }) => {
    asked.push(uri.tokenLabel);
    return Promise.resolve(pin);
  };
  tokens = makeTokenPool({ readPin, ...(module === undefined ? {} : { module }) });
  return tokens;
}

const access = () => ({ tokens, readPassphrase: () => Promise.reject(new Error('no passphrase is needed')) });
const at = (object: string) => ({ kind: 'token', uri: `pkcs11:token=office;object=${object}` }) as const;

test('the keys of a token share its session, and its PIN is asked for once', async () => {
  const token = await aPool(soft.pin).tokenOf(parsePkcs11Uri('pkcs11:token=office'));
  expect(asked).toEqual([]);
  await token.generate({ algorithm: 'ed25519', label: 'status', id: Uint8Array.of(1) });
  await token.generate({ algorithm: 'p256', label: 'dv', id: Uint8Array.of(2) });
  const signers = [await openEd25519Signer(at('status'), access()), await openP256Signer(at('dv'), access())];
  const signatures = await Promise.all(signers.map((signer) => signer.sign(MESSAGE)));
  expect(signatures.map(({ length }) => length)).toEqual([64, 64]);
  expect(asked).toEqual(['office']);
});

test('a PIN that is refused is neither asked for again nor sent again, whatever key is wanted', async () => {
  aPool('111111');
  for (const object of ['status', 'bundle', 'status']) {
    await expect(openEd25519Signer(at(object), access())).rejects.toMatchObject({ code: 'TOKEN_PIN_WRONG' });
  }
  expect(asked).toEqual(['office']);
});

test('a token that was not there when it was first wanted is used once it is', async () => {
  aPool(soft.pin);
  const token = await tokens.tokenOf(parsePkcs11Uri('pkcs11:token=office'));
  soft.takeOut();
  await expect(token.listKeys()).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
  soft.putBack();
  expect(await token.listKeys()).toEqual([]);
});

test('the module is that of the URI, else that of the machine; without one nothing is opened', async () => {
  const uri = parsePkcs11Uri(`pkcs11:token=office?module-path=${soft.module}`);
  expect(await (await aPool(soft.pin, '/nowhere/libtoken.so').tokenOf(uri)).listKeys()).toEqual([]);
  tokens.close();
  tokens = makeTokenPool({ readPin: () => Promise.resolve(soft.pin) });
  await expect(tokens.tokenOf(parsePkcs11Uri('pkcs11:token=office'))).rejects.toMatchObject({ code: 'SETTING_BAD' });
});
