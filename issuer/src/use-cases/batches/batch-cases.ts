import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ServiceClass } from '@residence-permit/shared/records';
import { needsCard } from '../../domain/policy/index.ts';
import type { Action } from '../../domain/rights/index.ts';
import { earlierActsOf } from '../applications/earlier-acts.ts';
import { saidIdentity } from '../applications/said-identity.ts';
import { findingsOf } from '../applications/index.ts';
import type { Application, OfficeTransaction } from '../ports/index.ts';

/** Most cases of one batch: they are decided in one transaction. */
export const BATCH_MAX = 200;

export type BatchCaseFault =
  /** One of them is no case of this office. */
  | 'case-unknown'
  /** Only cases under review that end with a card are approved together. */
  | 'case-not-in-review'
  /** What the rules leave open, or deny, is decided one by one, with reasons. */
  | 'case-not-plain';

/** A case that the rules decide without a doubt, and the class that goes with it. */
export type PlainCase = { readonly application: Application; readonly serviceClass?: ServiceClass };

/** The case, when it may be approved with others, without words of its own; one that was decided before, or says who somebody is, may not. */
export async function findPlain(
  tx: OfficeTransaction,
  id: string,
  officeId: string,
): Promise<Outcome<PlainCase, BatchCaseFault>> {
  const plain = decidePlain(await tx.applications.find(id), officeId);
  if (!plain.ok) return plain;
  const isDecided = (await tx.applications.findDecision(id)) !== undefined;
  const said = Object.values(await saidIdentity(tx, plain.value.application));
  return isDecided || said.length > 0 ? refused('case-not-plain') : plain;
}

function decidePlain(application: Application | undefined, officeId: string): Outcome<PlainCase, BatchCaseFault> {
  if (application?.officeId !== officeId) return refused('case-unknown');
  if (application.state !== 'IN_REVIEW' || !needsCard(application.kind)) return refused('case-not-in-review');
  if (application.kind !== 'FIRST') return ok({ application });
  const findings = findingsOf(application);
  const serviceClass = findings?.serviceClass.proposed;
  if (findings?.eligibility.verdict !== 'eligible' || serviceClass === undefined) return refused('case-not-plain');
  return ok({ application, serviceClass });
}

/** Who did what on any of the cases, for the separation of duties. */
export async function actsOnCases(
  tx: OfficeTransaction,
  applicationIds: readonly string[],
): Promise<readonly { readonly action: Action; readonly accountId: string }[]> {
  const acts = [];
  for (const id of applicationIds) {
    const application = await tx.applications.find(id);
    if (application === undefined) continue;
    acts.push(...earlierActsOf(application, await tx.history.moves('APPLICATION', id)));
  }
  return acts;
}
