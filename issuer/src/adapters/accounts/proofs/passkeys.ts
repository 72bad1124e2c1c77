import { randomUUID } from 'node:crypto';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransportFuture,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import type { AccountRecord } from '../records/account-record.ts';
import { CHALLENGE_S, type ChallengeUse, keepChallenge, takeChallenge } from './challenges.ts';

/** A passkey as its owner sees it. */
export type PasskeyEntry = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};

/** The account and the visit that asks. */
export type Asker = { readonly account: AccountRecord; readonly visitId: string };

/** What the browser is asked, and the id under which it answers. */
export type Asked<Options> = { readonly challengeId: string; readonly options: Options };

/** Loaded with the first passkey: it is large, and a start is quicker without it. */
const webauthn = () => import('@simplewebauthn/server');

const timeout = CHALLENGE_S * 1000;
/** Ed25519, ECDSA on P-256, RSA: IANA COSE algorithms. */
const ALGORITHMS = [-8, -7, -257];

/** The passkeys of an account that were not taken out. */
export async function listPasskeys({ database }: AccountParts, accountId: string): Promise<readonly PasskeyEntry[]> {
  const select = { id: true, name: true, createdAt: true, usedAt: true } as const;
  return database.prisma.passkey.findMany({
    where: { accountId, removedAt: null },
    select,
    orderBy: { createdAt: 'asc' },
  });
}

/** Asks the browser for a new passkey. It must tell its user apart from others: by PIN, finger or face. */
export async function askNewPasskey(
  parts: AccountParts,
  { account, visitId }: Asker,
): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> {
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: parts.settings.rpName,
    rpID: parts.settings.rpId,
    userName: account.login,
    userDisplayName: account.login,
    userID: new Uint8Array(Buffer.from(account.id, 'utf8')),
    challenge: new Uint8Array(parts.random(32)),
    timeout,
    attestationType: 'none',
    excludeCredentials: [...(await credentialsOf(parts, account.id))],
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return { challengeId: await keepChallenge(parts, { visitId, use: 'ENROL', challenge: options.challenge }), options };
}

/** A new passkey as the browser answers. */
export type NewPasskey = {
  readonly challengeId: string;
  readonly name: string;
  readonly response: RegistrationResponseJSON;
};

/** Checks and keeps a new passkey. */
export async function addPasskey(
  parts: AccountParts,
  { account, visitId, requestId }: Asker & { readonly requestId: string | undefined },
  { challengeId, name, response }: NewPasskey,
): Promise<Outcome<{ readonly passkeyId: string }, 'passkey-refused'>> {
  const expectedChallenge = await takeChallenge(parts, { id: challengeId, visitId, use: 'ENROL' });
  if (expectedChallenge === undefined) return refused('passkey-refused');
  const verified = await (await webauthn())
    .verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: parts.settings.origin,
      expectedRPID: parts.settings.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    .catch(refuse);
  if (!verified.verified) return refused('passkey-refused');
  const { credential } = verified.registrationInfo;
  const passkeyId = randomUUID();
  const row = {
    id: passkeyId,
    accountId: account.id,
    credentialId: bytesOf(credential.id),
    publicKey: credential.publicKey,
    counter: BigInt(credential.counter),
    transports: [...(credential.transports ?? [])],
    name,
    createdAt: inSeconds(parts.clock, 0),
  };
  return parts.database.transaction(async (tx) => {
    const kept = await tx.passkey.createMany({ data: row, skipDuplicates: true });
    if (kept.count !== 1) return refused('passkey-refused');
    await parts.recordAct(tx, { act: 'add-factor', accountId: account.id, by: account.id, requestId });
    return ok({ passkeyId });
  });
}

/** Asks the browser to use one of the account's passkeys for a class of acts. */
export async function askPasskey(
  parts: AccountParts,
  { account, visitId }: Asker,
  use: ChallengeUse,
): Promise<Outcome<Asked<PublicKeyCredentialRequestOptionsJSON>, 'method-not-enrolled'>> {
  const allowCredentials = [...(await credentialsOf(parts, account.id))];
  if (allowCredentials.length === 0) return refused('method-not-enrolled');
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: parts.settings.rpId,
    allowCredentials,
    challenge: new Uint8Array(parts.random(32)),
    timeout,
    userVerification: 'required',
  });
  return ok({ challengeId: await keepChallenge(parts, { visitId, use, challenge: options.challenge }), options });
}

/** A passkey's answer. */
export type PasskeyAnswer = { readonly challengeId: string; readonly response: AuthenticationResponseJSON };

/**
 * Whether a passkey of this account answered the challenge of this visit and use. Its counter moves on with the answer; one
 * that did not move is a copy (Web Authentication Level 2, section 6.1.1).
 */
export async function takePasskey(
  parts: AccountParts,
  { account, visitId }: Asker,
  { challengeId, response, use }: PasskeyAnswer & { readonly use: ChallengeUse },
): Promise<boolean> {
  const expectedChallenge = await takeChallenge(parts, { id: challengeId, visitId, use });
  if (expectedChallenge === undefined) return false;
  const { prisma } = parts.database;
  const passkey = await prisma.passkey.findUnique({ where: { credentialId: bytesOf(response.id) } });
  if (passkey === null || passkey.accountId !== account.id || passkey.removedAt !== null) return false;
  const { counter } = passkey;
  const credential = { id: response.id, publicKey: passkey.publicKey, counter: Number(counter) };
  const verified = await (await webauthn())
    .verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: parts.settings.origin,
      expectedRPID: parts.settings.rpId,
      credential,
      requireUserVerification: true,
    })
    .catch(refuse);
  if (!verified.verified) return false;
  const moved = await prisma.passkey.updateMany({
    where: { id: passkey.id, counter, removedAt: null },
    data: { counter: BigInt(verified.authenticationInfo.newCounter), usedAt: inSeconds(parts.clock, 0) },
  });
  return moved.count === 1;
}

/** Takes a passkey of the account out. */
export function removePasskey(
  parts: AccountParts,
  asked: { readonly accountId: string; readonly passkeyId: string; readonly requestId: string | undefined },
): Promise<Outcome<undefined, 'passkey-not-found'>> {
  const { accountId, passkeyId, requestId } = asked;
  return parts.database.transaction(async (tx) => {
    const removed = await tx.passkey.updateMany({
      where: { id: passkeyId, accountId, removedAt: null },
      data: { removedAt: inSeconds(parts.clock, 0) },
    });
    if (removed.count !== 1) return refused('passkey-not-found');
    await parts.recordAct(tx, { act: 'remove-factor', accountId, by: accountId, requestId });
    return ok(undefined);
  });
}

async function credentialsOf({ database }: AccountParts, accountId: string) {
  const rows = await database.prisma.passkey.findMany({ where: { accountId, removedAt: null } });
  return rows.map(({ credentialId, transports }) => ({
    id: Buffer.from(credentialId).toString('base64url'),
    transports: transports.filter(isTransport),
  }));
}

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

function isTransport(text: string): text is AuthenticatorTransportFuture & (typeof TRANSPORTS)[number] {
  return (TRANSPORTS as readonly string[]).includes(text);
}

/** The library throws for every answer that is not as it must be; none of them is a fault of the service. */
function refuse(): { readonly verified: false } {
  return { verified: false };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}
