import { PermitError } from '@residence-permit/shared/errors';
import { z } from 'zod';
import { type PolicySet, policySetSchema } from './policy-set.ts';

/** @throws PermitError SETTING_BAD naming every member that is wrong */
export function parsePolicySet(value: unknown): PolicySet {
  const parsed = policySetSchema.safeParse(value);
  if (!parsed.success) throw new PermitError('SETTING_BAD', { detail: `policy set\n${z.prettifyError(parsed.error)}` });
  return parsed.data;
}
