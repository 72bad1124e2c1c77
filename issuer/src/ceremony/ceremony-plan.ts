import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import type { CeremonyPlan } from '../authority/index.ts';

const Name = z.string().trim().min(1).max(80);
const Keep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sealed-file'), path: z.string().min(1) }),
  z.strictObject({ kind: z.literal('token'), uri: z.string().startsWith('pkcs11:') }),
]);
const PlanSchema = z.strictObject({
  format: z.literal(1),
  authority: Name,
  place: Name,
  offices: z.array(Name).min(1).max(20),
  /** How many custodians can do together what one alone cannot. */
  threshold: z.int().min(2),
  /** Paths are relative to the plan file. */
  custodians: z
    .array(z.strictObject({ name: Name, keeps: Keep }))
    .min(2)
    .max(16),
  officers: z.array(z.strictObject({ role: Name, name: Name })).min(1),
  witnesses: z.array(Name).min(1),
  /** Most signatures of one signer, counted before each. */
  caps: z.strictObject({ document: z.int().min(1), grantor: z.int().min(1) }),
});

/** What was decided before the ceremony: who, where, how many of how many, and where each part is kept. */
export type KeyCeremonyPlan = z.infer<typeof PlanSchema>;
export type CustodianPlan = KeyCeremonyPlan['custodians'][number];

/** @throws PermitError SETTING_BAD naming the member */
export function parseCeremonyPlan(bytes: Uint8Array): KeyCeremonyPlan {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new PermitError('SETTING_BAD', { cause, detail: '--plan: not JSON' });
  }
  const parsed = PlanSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw bad(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`);
  }
  const plan = parsed.data;
  if (plan.threshold > plan.custodians.length) throw bad('threshold: more than there are custodians');
  refuseTwice(
    'custodians',
    plan.custodians.map(({ name }) => name),
  );
  refuseTwice(
    'custodians: keeps',
    plan.custodians.map(({ keeps }) => describeKeep(keeps)),
  );
  refuseTwice('offices', plan.offices);
  return plan;
}

/** The part of a plan that the authority itself is made of: one bundle root key for each custodian. */
export function authorityPlanOf(plan: KeyCeremonyPlan): CeremonyPlan {
  return {
    name: plan.authority,
    offices: plan.offices,
    kinds: DEFAULT_KINDS,
    bundleRootKeys: plan.custodians.length,
    threshold: plan.threshold,
    statusUri: 's/1',
  };
}

/** Where a custodian keeps a packet, in words for people. */
export function describeKeep(keeps: CustodianPlan['keeps']): string {
  return keeps.kind === 'token' ? keeps.uri : keeps.path;
}

function refuseTwice(what: string, names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw bad(`${what}: one is named twice`);
}

function bad(detail: string): PermitError {
  return new PermitError('SETTING_BAD', { detail: `--plan: ${detail}` });
}
