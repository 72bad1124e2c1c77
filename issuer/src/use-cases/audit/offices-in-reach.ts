import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type Action, decideRight, type RightRefusal } from '../../domain/rights/index.ts';
import type { Office, OfficeTransaction, SignedIn } from '../ports/index.ts';

/** The offices at which the caller may do this: those of their city. */
export async function officesInReach(
  tx: Pick<OfficeTransaction, 'offices'>,
  by: SignedIn,
  action: Action,
): Promise<Outcome<readonly Office[], RightRefusal>> {
  const judged = (await tx.offices.list()).map((office) => ({ office, right: rightAt(by, action, office) }));
  const reached = judged.filter(({ right }) => right.ok).map(({ office }) => office);
  if (reached.length > 0) return ok(reached);
  const refusal = judged.find(({ right }) => !right.ok)?.right;
  return refusal === undefined || refusal.ok ? refused('place-unknown') : refusal;
}

function rightAt({ subject, ground }: SignedIn, action: Action, { id: officeId, jurisdiction }: Office) {
  const place = { kind: 'office', officeId, jurisdiction } as const;
  return decideRight({ subject, action, target: { place, owners: [], sealed: false, earlierActs: [] }, ground });
}
