import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { type KeyOpener, type Located, type MakeKeys, plainKeyOpener } from '../authority/index.ts';
import { makeSealedKeys, openSealedMaster } from '../ceremony/index.ts';
import {
  makeTokenKeys,
  makeTokenPool,
  openEd25519Signer,
  openP256Signer,
  parsePkcs11Uri,
  type Pkcs11Uri,
  type TokenPool,
} from '../keys/index.ts';
import type { RandomSource } from '../ports/index.ts';
import { askSecret, readSecretFile } from './ask-secret.ts';

/** Names the file with the office's passphrase; without it the passphrase is asked for at the terminal. */
const PASSPHRASE_FILE = 'PERMIT_PASSPHRASE_FILE';
/** Names the file with the PIN of the office's token; else the file that the key's URI names, else it is asked for. */
const PIN_FILE = 'PERMIT_PIN_FILE';
/** Path of the PKCS#11 library, for keys whose URI names none. */
const MODULE = 'PERMIT_PKCS11_MODULE';

/**
 * The passphrase of the office: the first line of the file that `PERMIT_PASSPHRASE_FILE` names, or asked for once.
 * @throws PermitError SETTING_BAD
 */
export function officePassphrase(): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return () => {
    const path = process.env[PASSPHRASE_FILE];
    asked ??=
      path === undefined
        ? askSecret('Passphrase of the office', `name a file in ${PASSPHRASE_FILE}`)
        : firstLineOf(path);
    return asked;
  };
}

/**
 * The passphrase for a key that is being sealed: from the file that `PERMIT_PASSPHRASE_FILE` names, or asked for twice.
 * @throws PermitError SETTING_BAD, PASSPHRASE_WRONG
 */
export function newOfficePassphrase(ask: (question: string, otherwise: string) => Promise<string>): Promise<string> {
  const path = process.env[PASSPHRASE_FILE];
  return path === undefined ? ask('Passphrase', `name a file in ${PASSPHRASE_FILE}`) : firstLineOf(path);
}

/** The PKCS#11 library for URIs that name none. */
export function tokenModule(): string | undefined {
  return process.env[MODULE];
}

/** The tokens of the office, opened when a key of theirs first signs. */
export function officeTokens(): TokenPool {
  const module = tokenModule();
  return makeTokenPool({
    readPin: (uri) => readTokenPin(uri),
    ...(module === undefined ? {} : { module }),
  });
}

/** @throws PermitError SETTING_BAD */
function readTokenPin({ tokenLabel, pinFile }: Pkcs11Uri): Promise<string> {
  const path = pinFile ?? process.env[PIN_FILE];
  if (path !== undefined) return firstLineOf(path);
  return askSecret(`PIN of token ${tokenLabel}`, `name a file in ${PIN_FILE}`);
}

/** Opens plain files as they are, sealed files under the office's passphrase, and keys on tokens where they are. */
export function makeKeyOpener(passphrase: () => Promise<string>, tokens: TokenPool = officeTokens()): KeyOpener {
  const access = { readPassphrase: passphrase, tokens };
  return {
    ed25519: (location) => openEd25519Signer(location, access),
    p256: (location) => openP256Signer(location, access),
    async master(location) {
      if (location.kind === 'file') return plainKeyOpener.master(location);
      if (location.kind === 'sealed-file') return openSealedMaster(location.path, await passphrase());
      throw new PermitError('KEY_BAD', { detail: 'the master of the personalisation keys is never on a token' });
    },
  };
}

/**
 * Makes the online keys of an office: on the token that `keysOn` names, else as sealed files of its folder.
 * @throws PermitError SETTING_BAD on a malformed URI
 */
export function makeOnlineKeys(options: {
  readonly folder: string;
  readonly passphrase: () => Promise<string>;
  readonly random: RandomSource;
  readonly keysOn: string | undefined;
}): MakeKeys<Located<Ed25519Signer>> {
  const { keysOn, ...sealed } = options;
  if (keysOn === undefined) return makeSealedKeys(sealed);
  return makeTokenKeys({ tokens: officeTokens(), on: parsePkcs11Uri(keysOn), random: options.random });
}

async function firstLineOf(path: string): Promise<string> {
  return (await readSecretFile(path)).split('\n', 1)[0] ?? '';
}
