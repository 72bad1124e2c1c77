import { CaseView } from '../../../http/api/applications/read-routes.ts';
import type { Problem } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { caseParams, groundHere } from '../cases/case-address.ts';
import type { CaseBody } from '../cases/read-case.ts';

/** How a record stands to who asks for it. */
export type RecordRead =
  | { readonly kind: 'read'; readonly body: CaseBody }
  /** Sealed; `mayOpen`: a keeper of sealed records asks, and a reason is what they owe. */
  | { readonly kind: 'sealed'; readonly mayOpen: boolean }
  | Problem;

/** Opens the case that the address names, for the record of its person. @param reason why a sealed one is opened */
export async function readRecord(page: PageRequest, reason = ''): Promise<RecordRead> {
  const params = caseParams(page);
  const read = await page.ask('readCase', { params, ...groundHere(page), reason, reply: CaseView });
  if (read.kind === 'reply') return { kind: 'read', body: read.body };
  return isSealed(read) ? { kind: 'sealed', mayOpen: read.code === 'reason-missing' } : read;
}

/** Whether a record did not open because it is sealed. */
export function isSealed({ code }: Problem): boolean {
  return code === 'record-sealed' || code === 'reason-missing';
}
