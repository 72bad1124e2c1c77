import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../ports/index.ts';
import type { AccountRecord } from '../records/account-record.ts';
import type { Browser } from './browser.ts';

/** Begins a visit of an account that has just shown its password. */
export async function beginVisit(browser: Browser, account: AccountRecord, clock: Clock): Promise<void> {
  const now = clock();
  const { id: accountId, epoch } = account;
  await browser.begin({ visitId: randomUUID(), accountId, epoch, startedAt: now, seenAt: now });
}
