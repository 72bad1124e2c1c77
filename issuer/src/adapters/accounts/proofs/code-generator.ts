import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { Secret, TOTP } from 'otpauth';
import type { TransactionClient } from '../../database/index.ts';
import { openSealed, sealBytes } from '../../privacy/index.ts';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import type { AccountRecord } from '../records/account-record.ts';
import type { GuardTries } from '../windows/guard-tries.ts';
import type { ProofLocked } from './proof-locked.ts';

/** RFC 6238 with what every generator knows: SHA-1, six digits, 30 seconds; RFC 4226 section 4 wants 160 bits and more. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** One step before or after: RFC 6238 section 5.2. */
const DRIFT_STEPS = 1;

export type EnrolTotpRefusal = 'totp-enrolled';

/** Makes a secret and keeps it sealed; it proves nothing until a first code was right. */
export async function enrolTotp(
  parts: AccountParts,
  account: AccountRecord,
): Promise<Outcome<{ readonly uri: string }, EnrolTotpRefusal>> {
  const { database, settings } = parts;
  const secret = parts.random(SECRET_BYTES);
  const sealed = sealBytes({ ...sealingOf(parts, account.id), plain: secret, random: parts.random });
  return database.transaction(async (tx) => {
    await tx.totp.deleteMany({ where: { accountId: account.id, confirmedAt: null } });
    if ((await tx.totp.count({ where: { accountId: account.id } })) > 0) return refused('totp-enrolled');
    await tx.totp.create({
      data: { accountId: account.id, secretSealed: new Uint8Array(sealed), createdAt: inSeconds(parts.clock, 0) },
    });
    return ok({ uri: generatorOf(secret, { label: account.login, issuer: settings.rpName }).toString() });
  });
}

/** A first code, and which request brought it. */
export type FirstCode = {
  readonly account: AccountRecord;
  readonly code: string;
  readonly requestId: string | undefined;
};

/** Takes the first code of a new generator, which then proves presence. */
export type ConfirmTotp = (given: FirstCode) => Promise<Outcome<undefined, 'proof-wrong'> | ProofLocked>;

export function makeConfirmTotp(parts: AccountParts, tries: GuardTries): ConfirmTotp {
  return async ({ account, code, requestId }) => {
    const key = `proof:${account.id}`;
    const locked = await tries.begin(key);
    if (locked !== undefined) return { ok: false, refusal: 'proof-locked', ...locked };
    const isRight = await parts.database.transaction(async (tx) => {
      if (!(await takeCode(parts, tx, { account, code, isConfirmed: false }))) return false;
      await parts.recordAct(tx, { act: 'add-factor', accountId: account.id, by: account.id, requestId });
      return true;
    });
    if (!isRight) return refused('proof-wrong');
    await tries.succeed(key);
    return ok(undefined);
  };
}

/** Whether a code of the account's generator is right now and was not used before. */
export function takeTotp(parts: AccountParts, account: AccountRecord, code: string): Promise<boolean> {
  return takeCode(parts, parts.database.prisma, { account, code, isConfirmed: true });
}

/** Takes the generator of an account out. */
export function removeTotp(
  parts: AccountParts,
  { accountId, requestId }: { readonly accountId: string; readonly requestId: string | undefined },
): Promise<Outcome<undefined, 'method-not-enrolled'>> {
  return parts.database.transaction(async (tx) => {
    const removed = await tx.totp.deleteMany({ where: { accountId } });
    if (removed.count === 0) return refused('method-not-enrolled');
    await parts.recordAct(tx, { act: 'remove-factor', accountId, by: accountId, requestId });
    return ok(undefined);
  });
}

type Take = { readonly account: AccountRecord; readonly code: string; readonly isConfirmed: boolean };

async function takeCode(
  parts: AccountParts,
  database: Pick<TransactionClient, 'totp'>,
  { account, code, isConfirmed }: Take,
): Promise<boolean> {
  const row = await database.totp.findUnique({ where: { accountId: account.id } });
  if (row === null || (row.confirmedAt !== null) !== isConfirmed) return false;
  const secret = openSealed({ ...sealingOf(parts, account.id), sealed: row.secretSealed });
  const now = parts.clock();
  const delta = generatorOf(secret, {}).validate({ token: code, timestamp: now * 1000, window: DRIFT_STEPS });
  if (delta === null) return false;
  const step = BigInt(Math.floor(now / FORM.period) + delta);
  const taken = await database.totp.updateMany({
    where: { accountId: account.id, lastStep: { lt: step }, createdAt: row.createdAt },
    data: { lastStep: step, confirmedAt: row.confirmedAt ?? inSeconds(parts.clock, 0) },
  });
  return taken.count === 1;
}

function generatorOf(secret: Uint8Array, names: { readonly label?: string; readonly issuer?: string }): TOTP {
  return new TOTP({ ...FORM, ...names, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
}

/** The place is bound in: a secret that was copied to another account's row does not open. */
function sealingOf({ keys }: AccountParts, accountId: string) {
  return { key: keys.seal.expose(), openly: encodeUtf8(`totp.secret_sealed.${accountId}`) };
}
