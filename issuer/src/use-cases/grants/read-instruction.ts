import { DecodeError } from '@residence-permit/shared/errors';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { isCatalogueId } from '@residence-permit/shared/records';
import { type GrantInstruction, WITHDRAWAL_REASONS, type WithdrawalInstruction } from '../../domain/grants/index.ts';
import type { VerifiedInstruction } from './open-instruction.ts';

const GRANT_MEMBERS = ['reference', 'permitNumber', 'kind', 'from', 'through', 'limit', 'period', 'grade'];
const WITHDRAWAL_MEMBERS = ['reference', 'grantId', 'reason', 'from'];
const REFERENCE = /^[!-~]{1,64}$/;
/** RFC 9562 §4, in lower case. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An instruction to grant, and the permit that it is about; absent where the payload is none. */
export function readGrantInstruction({
  grantor,
  payload,
}: VerifiedInstruction): (GrantInstruction & { readonly permitNumber: string }) | undefined {
  if (hasOthers(payload, GRANT_MEMBERS)) return undefined;
  const { reference, permitNumber, kind, limit, period, grade } = payload;
  const from = readDay(payload['from']);
  const through = readDay(payload['through']);
  const numbers = { limit, period, grade };
  if (from === undefined || through === undefined || !Object.values(numbers).every(isCountOrAbsent)) return undefined;
  if (!isText(kind, /^[a-z0-9-]{1,32}$/) || !isCatalogueId(kind)) return undefined;
  if (!isText(reference, REFERENCE) || !isText(permitNumber, /^[A-Z0-9-]{1,64}$/)) return undefined;
  const counts = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
  return { grantor, reference, permitNumber, grant: { kind, from, through, ...counts } };
}

/** An instruction to take a grant back; absent where the payload is none. */
export function readWithdrawalInstruction({
  grantor,
  payload,
}: VerifiedInstruction): WithdrawalInstruction | undefined {
  if (hasOthers(payload, WITHDRAWAL_MEMBERS)) return undefined;
  const { reference, grantId } = payload;
  const from = readDay(payload['from']);
  const reason = WITHDRAWAL_REASONS.find((one) => one === payload['reason']);
  if (from === undefined || reason === undefined) return undefined;
  return isText(reference, REFERENCE) && isText(grantId, UUID)
    ? { grantor, reference, grantId, reason, from }
    : undefined;
}

function hasOthers(payload: VerifiedInstruction['payload'], members: readonly string[]): boolean {
  return Object.keys(payload).some((name) => !members.includes(name));
}

function readDay(value: unknown): PlainDate | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parsePlainDate(value);
  } catch (cause) {
    if (cause instanceof DecodeError) return undefined;
    throw cause;
  }
}

function isCountOrAbsent(value: unknown): boolean {
  return value === undefined || (typeof value === 'number' && Number.isSafeInteger(value));
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}
