import type * as z from 'zod';
import type { ImportTrialView } from '../../../http/api/imports/import-routes.ts';
import type { PageRequest } from '../../page/page.ts';

export type ImportRow = z.output<typeof ImportTrialView>['rows'][number];

/** Where rows can stand, in the order in which they are counted on the page. */
export const OUTCOMES = ['TAKEN', 'KNOWN', 'REFUSED', 'WAITING'] as const;

/** How many rows stand where. */
export function countsOf(rows: readonly ImportRow[]) {
  const stands = rows.map(({ outcome }): (typeof OUTCOMES)[number] => outcome ?? 'WAITING');
  return OUTCOMES.map((outcome) => ({ outcome, count: stands.filter((one) => one === outcome).length }));
}

/** A row as it is listed: its line, what became of it, and why. */
export function rowShown(page: PageRequest, { line, outcome, code }: ImportRow) {
  return { line, outcome: outcome ?? ('WAITING' as const), why: code === undefined ? undefined : whyOf(page, code) };
}

/** A fault of the row itself, or what the register knows of the person. */
function whyOf({ say, has }: PageRequest, code: string): string {
  const key = [`imports.faults.${code}`, `problems.${code}`].find(has);
  return key === undefined ? code : say(key);
}
