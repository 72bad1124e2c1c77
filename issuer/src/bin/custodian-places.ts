import { dirname, resolve } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import {
  type CustodianPlan,
  type KeyCeremonyPlan,
  type PacketPlace,
  parseSealed,
  sealedFilePlace,
  tokenPlace,
} from '../ceremony/index.ts';
import { readFileWhole } from '../files/index.ts';
import { makeTokenPool, parsePkcs11Uri, type TokenPool } from '../keys/index.ts';
import { askNewSecret, askSecret, type RehearsalSecrets } from './ask-secret.ts';
import { systemRandom } from './office-folder.ts';
import { tokenModule } from './open-keys.ts';

/** Label of the data object on a custodian's token, where the URI names none. */
const PACKET_LABEL = 'residence-permit packet';
/** What to do where nobody can be asked. */
export const ASK_OTHERWISE = 'or name a file of passphrases with --secrets, for a rehearsal';

/** Passphrase or PIN of the custodian with that name. */
export type SecretOf = (name: string) => () => Promise<string>;

/** Where a custodian is to keep a new packet. */
export function placeOf(
  { name, keeps }: CustodianPlan,
  planFile: string,
  secretFor: SecretOf,
  tokens: Tokens,
): PacketPlace {
  const secret = secretFor(name);
  if (keeps.kind === 'token') return tokens.placeAt(keeps.uri, secret);
  const path = resolve(dirname(planFile), keeps.path);
  return sealedFilePlace({ path, name, passphrase: secret, random: systemRandom });
}

export type Tokens = { placeAt(uri: string, pin: () => Promise<string>): PacketPlace; close(): void };

/** The custodians' tokens, each opened with its own PIN when it is first needed. */
export function custodianTokens(): Tokens {
  const pools: TokenPool[] = [];
  const module = tokenModule();
  return {
    placeAt(uri, pin) {
      const named = parsePkcs11Uri(uri);
      const pool = makeTokenPool({ readPin: pin, ...(module === undefined ? {} : { module }) });
      pools.push(pool);
      const label = named.label ?? PACKET_LABEL;
      return tokenPlace({ description: uri, label, openToken: () => pool.tokenOf(named) });
    },
    close() {
      for (const pool of pools) pool.close();
    },
  };
}

/** A packet that a custodian has brought: a file, or the URI of a token. */
export async function broughtPlace(
  where: string,
  plan: KeyCeremonyPlan,
  secretFor: SecretOf,
  tokens: Tokens,
): Promise<{ readonly name: string; readonly place: PacketPlace }> {
  if (!where.startsWith('pkcs11:')) {
    const { name } = parseSealed(await readFileWhole(where));
    return { name, place: sealedFilePlace({ path: where, name, passphrase: secretFor(name), random: systemRandom }) };
  }
  const known = plan.custodians.find(({ keeps }) => keeps.kind === 'token' && keeps.uri === where);
  const name = known?.name ?? where;
  return { name, place: tokens.placeAt(where, secretFor(name)) };
}

/** A new passphrase is asked for once and kept until the packet was read back. */
export function newSecretOf(secrets: RehearsalSecrets | undefined): SecretOf {
  return (name) =>
    secrets === undefined
      ? onceAsked(() => askNewSecret(`Passphrase of ${name}`, ASK_OTHERWISE))
      : secretOf(secrets, name);
}

/** What is given in the rehearsal's file, or asked for each time. */
export function secretOf(secrets: RehearsalSecrets | undefined, name: string): () => Promise<string> {
  if (secrets === undefined) return () => askSecret(`Passphrase of ${name}`, ASK_OTHERWISE);
  const secret = secrets.custodians[name];
  if (secret === undefined) throw new PermitError('SETTING_BAD', { detail: `--secrets: none for ${name}` });
  return () => Promise.resolve(secret);
}

/** Asks at the first call and remembers. */
export function onceAsked(ask: () => string | Promise<string>): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return () => {
    asked ??= Promise.resolve(ask());
    return asked;
  };
}
