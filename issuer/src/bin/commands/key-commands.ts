import { createPrivateKey, createPublicKey } from 'node:crypto';
import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { writeFileWhole } from '../../files/index.ts';
import {
  inspectSealed,
  isBelowSealingCost,
  looksSealed,
  openPkcs8,
  parsePkcs11Uri,
  readKeyFile,
  type ScryptCost,
  SEALING_COST,
  sealPkcs8,
  WIDE_COST,
} from '../../keys/index.ts';
import { askNewSecret } from '../ask-secret.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { systemRandom } from '../office-folder.ts';
import { newOfficePassphrase, officePassphrase, officeTokens } from '../open-keys.ts';

/** `permit-issuer key seal`: a plain key file becomes a sealed one, in its place. The plain one goes once the other opens. */
export async function sealKeyCommand(output: CommandOutput, path: string, isWide: boolean): Promise<number> {
  const pkcs8 = await readKeyFile(path);
  if (looksSealed(pkcs8)) throw new PermitError('STORE_CONFLICT', { detail: `${path} is sealed already` });
  const cost = isWide ? WIDE_COST : SEALING_COST;
  const passphrase = await newOfficePassphrase(askNewSecret);
  const sealed = await sealPkcs8({ pkcs8, passphrase, random: systemRandom, cost });
  const reopened = await openPkcs8({ bytes: sealed, passphrase });
  if (Buffer.compare(reopened, pkcs8) !== 0)
    throw new PermitError('KEY_BAD', { detail: 'the sealed key does not open' });
  reopened.fill(0);
  await writeFileWhole(path, sealed, 'owner');
  writeResult(output, { path, sealed: true, ...publicKeyOf(pkcs8) }, [
    `${path} is sealed (${describeCost(cost)})`,
    'copies of the plain file, and its old blocks on the disk, are not: see docs/keys.md',
  ]);
  pkcs8.fill(0);
  return EXIT.DONE;
}

/** `permit-issuer key open`: the other way round. */
export async function openKeyCommand(output: CommandOutput, path: string): Promise<number> {
  const bytes = await readKeyFile(path);
  if (!looksSealed(bytes)) throw new PermitError('STORE_CONFLICT', { detail: `${path} is not sealed` });
  const pkcs8 = await openPkcs8({ bytes, passphrase: await officePassphrase()() });
  await writeFileWhole(path, pkcs8, 'owner');
  writeResult(output, { path, sealed: false, ...publicKeyOf(pkcs8) }, [`${path} is a plain key file now`]);
  pkcs8.fill(0);
  return EXIT.DONE;
}

/** `permit-issuer key inspect`: what can be told without a passphrase. */
export async function inspectKeyCommand(output: CommandOutput, path: string): Promise<number> {
  const bytes = await readKeyFile(path);
  if (!looksSealed(bytes)) {
    const { kind, publicKey } = publicKeyOf(bytes);
    bytes.fill(0);
    writeResult(output, { path, sealed: false, kind, publicKey }, [`${path}: plain ${kind} key ${publicKey}`]);
    return EXIT.DONE;
  }
  const cost = inspectSealed(bytes);
  const isWeak = isBelowSealingCost(cost);
  writeResult(output, { path, sealed: true, scrypt: cost, weak: isWeak }, [
    `${path}: sealed, ${describeCost(cost)}`,
    ...(isWeak ? ['weaker than what this software seals with: open it and seal it again'] : []),
  ]);
  return EXIT.DONE;
}

/** `permit-issuer key list`: the keys and data objects of a token. */
export async function listTokenCommand(output: CommandOutput, uri: string): Promise<number> {
  const tokens = officeTokens();
  try {
    const token = await tokens.tokenOf(parsePkcs11Uri(uri));
    const keys = (await token.listKeys()).map(({ label, id, algorithm, publicKey }) => ({
      label,
      id: toHex(id),
      kind: algorithm,
      publicKey: toHex(publicKey),
    }));
    const data = await token.listData();
    writeResult(output, { keys, data }, [
      ...keys.map(({ label, id, kind, publicKey }) => `${label}  ${kind}  id ${id}  ${publicKey}`),
      ...data.map((label) => `${label}  data`),
    ]);
    return EXIT.DONE;
  } finally {
    tokens.close();
  }
}

/** Kind and public half of a plain key; nothing of it is secret. @throws PermitError KEY_BAD */
function publicKeyOf(pkcs8: Uint8Array): { readonly kind: string; readonly publicKey: string } {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    return { kind: key.asymmetricKeyType ?? 'unknown', publicKey: toHex(new Uint8Array(spki)) };
  } catch (cause) {
    throw new PermitError('KEY_BAD', { cause, detail: 'not a PKCS#8 private key' });
  }
}

function describeCost({ n, r, p }: ScryptCost): string {
  return `scrypt N=${n} r=${r} p=${p}, AES-256-CBC`;
}
