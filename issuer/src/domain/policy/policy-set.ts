import { z } from 'zod';
import { eligibilityPolicySchema, serviceClassPolicySchema } from './eligibility-policy.ts';
import { endorsementPolicySchema } from './endorsement-policy.ts';
import { feeTableSchema } from './fee-policy.ts';
import { paperRuleSchema } from './papers-policy.ts';
import {
  calendarPolicySchema,
  clockPolicySchema,
  lossHoldPolicySchema,
  registrationPolicySchema,
  termsPolicySchema,
} from './procedure-policy.ts';
import { retentionPolicySchema, statisticsPolicySchema } from './retention-policy.ts';
import { list, members, plainDate, titles } from './schema-parts.ts';

/**
 * The rules of one jurisdiction from a day on. Data, not code: a published set never changes, the next one has another
 * version, and every decision names the set that it was made under. Decree 663 arts. 22 and 23: places make local rules.
 */
export const policySetSchema = members({
  /** Six digits of the area code of the jurisdiction, GB/T 2260. */
  jurisdiction: z.string().regex(/^[1-8]\d{5}$/),
  /** Letters, digits, points and hyphens; one set of that name in a jurisdiction. */
  version: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
  titles,
  effectiveFrom: plainDate,
  calendar: calendarPolicySchema,
  clock: clockPolicySchema,
  terms: termsPolicySchema,
  eligibility: eligibilityPolicySchema,
  serviceClasses: serviceClassPolicySchema,
  endorsement: endorsementPolicySchema,
  lossHold: lossHoldPolicySchema,
  registration: registrationPolicySchema,
  papers: list(paperRuleSchema),
  fees: feeTableSchema,
  retention: retentionPolicySchema,
  statistics: statisticsPolicySchema,
});

export type PolicySet = z.output<typeof policySetSchema>;

/** The set as it is written in a file or a row: dates are text. */
export type PolicySetInput = z.input<typeof policySetSchema>;
