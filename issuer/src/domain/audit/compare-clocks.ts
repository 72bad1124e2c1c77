import type { AuditEvent } from './audit-event.ts';
import type { AuditFault } from './audit-finding.ts';

/**
 * Between two events that follow each other in a chain, a clock may seem to go back by so much, in microseconds: they are
 * numbered when they are entered, by processes whose clocks differ by seconds, in transactions that last for seconds.
 */
export const CLOCK_TOLERANCE_US = 60_000_000n;

/** What the clocks of database and process say of an event and the one before it. */
export function compareClocks(
  before: AuditEvent | undefined,
  event: AuditEvent | undefined,
): readonly { readonly fault: AuditFault; readonly detail: string }[] {
  const steps = [
    ['database', stepOf(before?.at, event?.at)],
    ['process', stepOf(before?.processAt, event?.processAt)],
  ] as const;
  const back = steps.flatMap(([clock, step]) =>
    step !== undefined && step < -CLOCK_TOLERANCE_US
      ? [{ fault: 'clock-back' as const, detail: `${clock}: ${secondsOf(-step)} s back` }]
      : [],
  );
  if (back.length > 0) return back;
  const [[, database], [, process]] = steps;
  if (database === undefined || process === undefined) return [];
  const apart = process - database;
  if (apart <= CLOCK_TOLERANCE_US && apart >= -CLOCK_TOLERANCE_US) return [];
  return [{ fault: 'clocks-apart', detail: `process: ${secondsOf(apart)} s against the database` }];
}

function stepOf(before: bigint | null | undefined, after: bigint | null | undefined): bigint | undefined {
  return typeof before === 'bigint' && typeof after === 'bigint' ? after - before : undefined;
}

function secondsOf(microseconds: bigint): bigint {
  return microseconds / 1_000_000n;
}
