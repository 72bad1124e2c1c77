import { z } from 'zod';
import { APPLICATION_KINDS, type ApplicationKind } from './application-kind.ts';
import { clause, members } from './schema-parts.ts';

const fee = members({
  /** In fen, a hundredth of a yuan. Cost only: Decree 663 art. 21. */
  amountFen: z.int().min(0).max(100_000),
  clause,
});

/** The fee of each kind of case. */
export const feeTableSchema = z.record(z.enum(APPLICATION_KINDS), fee).readonly();

export type FeeTable = Readonly<Record<ApplicationKind, z.output<typeof fee>>>;
