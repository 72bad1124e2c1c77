import { type Outcome, refused } from '@residence-permit/shared/outcome';
import type { Door } from '../ports/index.ts';

/** What would tell a third party whether somebody is in the register, or how far their case is. */
const TELLING: readonly string[] = [
  'person-unknown',
  'identity-differs',
  'person-died',
  'permit-missing',
  'permit-in-force',
  'open-case-exists',
  'record-sealed',
  'reason-missing',
  'own-case',
];

/** An employer or landlord hears one answer for all of these: they file what they know and look nobody up. */
export function discreetly<Value, Refusal extends string>(
  door: Door,
  outcome: Outcome<Value, Refusal>,
): Outcome<Value, Refusal | 'apply-at-office'> {
  const isThirdParty = door === 'EMPLOYER' || door === 'LANDLORD';
  return !outcome.ok && isThirdParty && TELLING.includes(outcome.refusal) ? refused('apply-at-office') : outcome;
}
