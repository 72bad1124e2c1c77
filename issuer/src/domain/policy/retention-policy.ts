import { z } from 'zod';
import { EVIDENCE_TYPES } from './evidence-type.ts';
import { clause, members, wholeNumber } from './schema-parts.ts';

/** What is kept, besides papers of each type. */
export const RECORD_CLASSES = [
  'CASE',
  'REGISTRATION',
  'REPORT',
  'CARD',
  'GRANT',
  'GRANT_USE',
  'MESSAGE',
  'VERIFICATION_EVENT',
  'ACCESS_EVENT',
  'AUDIT_EVENT',
] as const;
export type RecordClass = (typeof RECORD_CLASSES)[number];

/** Where a period of retention begins. */
export const RETENTION_STARTS = ['RECORDED', 'DECIDED', 'CASE_CLOSED', 'PERMIT_ENDED'] as const;
export type RetentionStart = (typeof RETENTION_STARTS)[number];

const rule = members({ from: z.enum(RETENTION_STARTS), days: z.int().min(0).max(36_525), clause });

export type RetentionRule = z.output<typeof rule>;

/** How long each thing is kept: the shortest that its purpose needs (PIPL art. 19), at least what law asks for. */
export const retentionPolicySchema = members({
  evidence: z.record(z.enum(EVIDENCE_TYPES), rule).readonly(),
  records: z.record(z.enum(RECORD_CLASSES), rule).readonly(),
});

export type RetentionPolicy = z.output<typeof retentionPolicySchema>;

/** Counts below this many people are not published. */
export const statisticsPolicySchema = members({ smallCell: wholeNumber });

export type StatisticsPolicy = z.output<typeof statisticsPolicySchema>;
