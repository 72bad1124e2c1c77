import { randomUUID } from 'node:crypto';
import { type Ground, type Owner, type Role, STEP_UP_CLASSES } from '@residence-permit/issuer/domain/rights';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { OFFICE_ID } from './sample-offices.ts';

const { jurisdiction } = DEFAULT_POLICY;

/** Somebody new who has just proved to be present, and works for an office in these roles. */
export function aSignedIn(
  roles: readonly Role[],
  options: { readonly officeId?: string; readonly ground?: Partial<Ground> } = {},
): SignedIn {
  const { officeId = OFFICE_ID, ground = {} } = options;
  const accountId = randomUUID();
  const assignments = roles.map((role) => ({ role, officeId, jurisdiction, owner: undefined }));
  const subject = { accountId, personId: undefined, assignments, stepUps: STEP_UP_CLASSES };
  return { accountId, officeId, requestId: randomUUID(), subject, ground: { ...GROUND, ...ground } };
}

/** Somebody new who holds a role for a person, an organisation or a department, and works for no office. */
export function anOutsider(role: Role, owner: Owner): SignedIn {
  const accountId = randomUUID();
  const assignments = [{ role, officeId: undefined, jurisdiction: undefined, owner }];
  const personId = owner.kind === 'person' ? owner.id : undefined;
  const subject = { accountId, personId, assignments, stepUps: [] };
  return { accountId, officeId: undefined, requestId: randomUUID(), subject, ground: NO_GROUND };
}

/** The same account with another ground for what it does. */
export function on(by: SignedIn, ground: Partial<Ground>): SignedIn {
  return { ...by, ground: { ...by.ground, ...ground } };
}

/** Named by whoever has named no other. */
export const SOME_CASE = 'SAMPLE-EAST-2026-000001';
const GROUND: Ground = { purpose: 'case-handling', caseNumber: SOME_CASE, reason: undefined };
const NO_GROUND: Ground = { purpose: undefined, caseNumber: undefined, reason: undefined };
