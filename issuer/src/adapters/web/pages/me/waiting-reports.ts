import { canMove, isState } from '../../../../domain/lifecycles/index.ts';
import type { Own } from './read-own.ts';

type OwnReport = Own['reports'][number];

/** Whether the person whom a report is about can still say something of it. */
export function isAnswerable({ state }: OwnReport, answer: 'CONFIRMED' | 'DISPUTED'): boolean {
  return isState('REPORT', state) && canMove('REPORT', state, answer);
}

/** Reports of others that nobody has said anything of yet. */
export function waitingReports({ reports }: Own): readonly OwnReport[] {
  return reports.filter((report) => isAnswerable(report, 'CONFIRMED') && isAnswerable(report, 'DISPUTED'));
}
