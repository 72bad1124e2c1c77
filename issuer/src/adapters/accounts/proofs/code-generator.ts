import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { Secret, TOTP } from 'otpauth';
import { openSealed, sealBytes } from '../../privacy/index.ts';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import type { AccountRecord } from '../records/account-record.ts';

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

/** Takes the first code of a new generator, which then proves presence. */
export function confirmTotp(parts: AccountParts, account: AccountRecord, code: string): Promise<boolean> {
  return takeCode(parts, { account, code, isConfirmed: false });
}

/** Whether a code of the account's generator is right now and was not used before. */
export function takeTotp(parts: AccountParts, account: AccountRecord, code: string): Promise<boolean> {
  return takeCode(parts, { account, code, isConfirmed: true });
}

type Take = { readonly account: AccountRecord; readonly code: string; readonly isConfirmed: boolean };

async function takeCode(parts: AccountParts, { account, code, isConfirmed }: Take): Promise<boolean> {
  const { prisma } = parts.database;
  const row = await prisma.totp.findUnique({ where: { accountId: account.id } });
  if (row === null || (row.confirmedAt !== null) !== isConfirmed) return false;
  const secret = openSealed({ ...sealingOf(parts, account.id), sealed: row.secretSealed });
  const now = parts.clock();
  const delta = generatorOf(secret, {}).validate({ token: code, timestamp: now * 1000, window: DRIFT_STEPS });
  if (delta === null) return false;
  const step = BigInt(Math.floor(now / FORM.period) + delta);
  const taken = await prisma.totp.updateMany({
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
