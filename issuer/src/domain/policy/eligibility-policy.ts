import { z } from 'zod';
import { EXEMPTIONS } from './evidence-type.ts';
import { clause, ground, list, members, wholeNumber } from './schema-parts.ts';

/** Who may have a permit. Decree 663 art. 2; what it leaves to the place is a parameter. */
export const eligibilityPolicySchema = members({
  /** Whole months of residence needed; half a year is 6. */
  residenceMonths: wholeNumber,
  /** Whether months count from arrival or from registration, which may be later. Hangzhou: from registration. */
  countFrom: z.enum(['ARRIVAL', 'REGISTRATION']),
  /** Longest gap between two registrations, in days, that does not break residence. */
  maxGapDays: wholeNumber,
  /** Grounds that count, and how many are needed. */
  grounds: list(members({ ground, clause })),
  groundsNeeded: z.int().min(1).max(3),
  /** Who may skip the months of residence. */
  exemptions: list(members({ exemption: z.enum(EXEMPTIONS), clause })),
  clauses: members({ residence: clause, grounds: clause, hukouElsewhere: clause }),
});

export type EligibilityPolicy = z.output<typeof eligibilityPolicySchema>;

/** Service classes: published criteria, first class that is met. Zhejiang art. 28; Hangzhou art. 24. */
export const serviceClassPolicySchema = members({
  rules: list(
    members({
      serviceClass: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      /** All of them; a class without criteria is for everybody. */
      criteria: list(
        z.discriminatedUnion('kind', [
          members({ kind: z.literal('EXEMPTION'), anyOf: list(z.enum(EXEMPTIONS)) }),
          members({ kind: z.literal('RESIDENCE_MONTHS'), atLeast: wholeNumber }),
          members({ kind: z.literal('GROUND'), ground }),
        ]),
      ),
      clause,
    }),
  ),
});

export type ServiceClassPolicy = z.output<typeof serviceClassPolicySchema>;
export type ServiceClassCriterion = ServiceClassPolicy['rules'][number]['criteria'][number];
