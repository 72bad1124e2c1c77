import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { CertifiedPoint } from './demo-service-points.ts';
import type { DemoLogin } from './demo-staff.ts';
import type { Story } from './demo-people.ts';

/** Raised whenever an office that was made before cannot be gone on with. */
const FORMAT = 1;

/** The references of a case. */
export type CaseRef = { readonly applicationId: string; readonly number: string; readonly personId: string };

/** What was made in a demonstration office: references only, no names. */
export type DemoRecord = {
  readonly format: number;
  /** `making`: whoever made it was stopped in the midst. */
  readonly state: 'making' | 'ready';
  /** Seconds since 1970: the day on which everything in it is as its story says. */
  readonly madeAt: number;
  /** Accounts by login. */
  readonly accounts: Readonly<Partial<Record<DemoLogin, string>>>;
  /** Cases by the story of their applicant. */
  readonly cases: Readonly<Partial<Record<Story, CaseRef>>>;
  /** Enrolled terminals by service point. */
  readonly terminals: Readonly<Partial<Record<CertifiedPoint, string>>>;
};

/** A record of an office that is begun. */
export function beganAt(madeAt: number): DemoRecord {
  return { format: FORMAT, state: 'making', madeAt, accounts: {}, cases: {}, terminals: {} };
}

/** The record there; nothing where there is none, or one of another version of this program. */
export async function findRecord(path: string): Promise<DemoRecord | undefined> {
  if (!existsSync(path)) return undefined;
  const read: Partial<DemoRecord> = JSON.parse(await readFile(path, 'utf8'));
  const { format, state, madeAt, accounts = {}, cases = {}, terminals = {} } = read;
  if (format !== FORMAT || state === undefined || madeAt === undefined) return undefined;
  return { format, state, madeAt, accounts, cases, terminals };
}

/** Writes it whole or not at all. */
export async function writeRecord(path: string, record: DemoRecord): Promise<void> {
  const draft = `${path}.draft`;
  await writeFile(draft, JSON.stringify(record, null, 2), { mode: 0o600 });
  await rename(draft, path);
}
