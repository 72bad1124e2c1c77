import type { ReportState } from '../../domain/lifecycles/index.ts';
import type { OfficeTransaction, ThirdPartyReport } from '../ports/index.ts';

/** Moves a report; the move stands in its history. @throws PermitError STORE_CONFLICT when another change came first */
export async function moveReport(
  tx: OfficeTransaction,
  before: ThirdPartyReport,
  move: {
    readonly to: ReportState;
    /** Without personal data. */
    readonly reason: string;
    readonly decided?: { readonly by: string; readonly at: number };
  },
): Promise<ThirdPartyReport> {
  const { to, reason, decided } = move;
  const by = decided === undefined ? {} : { decidedBy: decided.by, decidedAt: decided.at, reason };
  const moved = await tx.reports.save(before, { state: to, ...by });
  await tx.move({ machine: 'REPORT', subjectId: before.id, from: before.state, to, reason });
  return moved;
}
