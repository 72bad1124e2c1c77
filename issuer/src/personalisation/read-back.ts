import type { Code } from '@residence-permit/shared/errors';
import type { PermitRecord } from '@residence-permit/shared/records';

/** What another process saw when it read the card with the public verifier. */
export type ReadBackReport = {
  readonly authentic: 'yes' | 'no' | 'unknown';
  readonly chipGenuine: 'yes' | 'no' | 'unknown';
  /** Codes of the answers that are not yes. */
  readonly reasons: readonly Code[];
  /** Data groups that the card released and whose digests hold. */
  readonly dataGroups: readonly number[];
  readonly name?: string;
  readonly permitNumber?: string;
};

/** Reads the card on the reader in a process of its own, as the issuing office, and reports. */
export type ReadBack = (card: { readonly can: string }) => Promise<ReadBackReport>;

/** The personal data groups; all of them must read back. */
const PERSONAL_GROUPS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14] as const;

/**
 * What is wrong with a card that was just written, in words for the production log; empty when it may leave the office.
 * Authentic means that each released group is the one that was signed; name and number show that it is the right one.
 */
export function findDefects(report: ReadBackReport, record: PermitRecord): readonly string[] {
  const missing = PERSONAL_GROUPS.filter((group) => !report.dataGroups.includes(group));
  return [
    ...(report.authentic === 'yes' ? [] : [`authentic: ${report.authentic}`]),
    ...(report.chipGenuine === 'yes' ? [] : [`chipGenuine: ${report.chipGenuine}`]),
    ...missing.map((group) => `DG${group} was not released`),
    ...(report.name === record.name ? [] : ['another name']),
    ...(report.permitNumber === record.issue.permitNumber ? [] : ['another permit number']),
  ];
}
