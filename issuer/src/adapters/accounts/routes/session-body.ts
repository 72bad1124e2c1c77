import * as z from 'zod';
import { ROLES, STEP_UP_CLASSES } from '../../../domain/rights/index.ts';
import type { AccountParts } from '../account-parts.ts';
import type { AccountRecord } from '../records/account-record.ts';
import type { FreshProof } from '../visits/signed-in.ts';

export const StepUpClassName = z.enum(STEP_UP_CLASSES);

/** A proof of presence and until when it counts. */
export const ProofBody = z.strictObject({ class: StepUpClassName, expiresAt: z.iso.datetime() });

/** A role and what it is held for. */
export const AssignmentBody = z.strictObject({
  role: z.enum(ROLES),
  officeId: z.string().optional(),
  jurisdiction: z.string().optional(),
  owner: z.strictObject({ kind: z.string(), id: z.string() }).optional(),
});

/** What every reply about the session says. `demo` makes the pages show their banner. */
export const SessionBody = z
  .strictObject({
    demo: z.boolean(),
    signedIn: z
      .strictObject({
        accountId: z.uuid(),
        login: z.string(),
        displayName: z.string(),
        roles: z.array(AssignmentBody),
        proofs: z.array(ProofBody),
      })
      .nullable(),
  })
  .meta({ id: 'Session' });

type Shown = { readonly account: AccountRecord; readonly proofs: readonly FreshProof[] };

/** The session as it is told to its browser. */
export function sessionBodyOf({ settings }: AccountParts, shown: Shown | undefined): z.input<typeof SessionBody> {
  const demo = settings.profile === 'demo';
  if (shown === undefined) return { demo, signedIn: null };
  const { id: accountId, login, displayName, assignments } = shown.account;
  return {
    demo,
    signedIn: {
      accountId,
      login,
      displayName,
      roles: assignments.map(assignmentBodyOf),
      proofs: shown.proofs.map(proofBodyOf),
    },
  };
}

export function proofBodyOf(proof: FreshProof): z.input<typeof ProofBody> {
  return { class: proof.class, expiresAt: proof.expiresAt.toISOString() };
}

export function assignmentBodyOf(assignment: AccountRecord['assignments'][number]): z.input<typeof AssignmentBody> {
  const { role, officeId, jurisdiction, owner } = assignment;
  return {
    role,
    ...(officeId === undefined ? {} : { officeId }),
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(owner === undefined ? {} : { owner }),
  };
}
