import { aDraft, aVerifiedStay, caseWork, completeDraft, done } from './case-work.ts';
import { anIdNumber } from './invented-people.ts';
import { officeStores } from './office-stores.ts';
import { aSignedIn } from './signed-in.ts';

/** Monday, by the calendar of the office; seven months after the stays of these cases began. */
export const TODAY = '2026-03-02';
/** Morning of that day, in seconds since the epoch. */
export const at = (day: string) => Date.parse(`${day}T01:00:00Z`) / 1000;

/** Why a case is refused, with its clause. */
export const REFUSAL = [{ code: 'GROUND_NOT_SHOWN', clause: 'Decree 663 art. 2', words: '未提供合法稳定住所证明' }];

/** An office with a clerk and a reviewer, and first applications at each point of their way. Its clock stands until it is set. */
export type CaseOffice = Awaited<ReturnType<typeof aCaseOffice>>;

/** Opens one, on a database of its own. */
export async function aCaseOffice() {
  let now = at(TODAY);
  const stores = await officeStores({ clock: () => now });
  const work = caseWork(stores);
  const clerk = aSignedIn(['clerk']);
  const reviewer = aSignedIn(['reviewer']);
  let order = 0;

  function setClock(instant: number): void {
    now = instant;
  }

  /** Somebody new, born on a day of their own. */
  function somebody() {
    order += 1;
    const born = `19${70 + (order % 25)}-0${1 + (order % 9)}-${10 + (order % 18)}`;
    return { citizenId: anIdNumber(born, order), name: `样例${String.fromCodePoint(0x7532 + order * 7)}` };
  }

  /** A complete draft of somebody who has lived here for seven months. */
  async function aCompleteDraft() {
    const draft = await aDraft(work, clerk, somebody());
    setClock(at('2025-08-01'));
    await aVerifiedStay(work, { clerk, other: reviewer }, { personId: draft.personId, from: '2025-08-01' });
    setClock(at(TODAY));
    await completeDraft(work, clerk, draft.applicationId);
    return draft;
  }

  async function anAcceptedCase() {
    const draft = await aCompleteDraft();
    done(await work.submit(clerk, draft));
    return { ...draft, ...done(await work.accept(clerk, draft)) };
  }

  async function aCaseInReview() {
    const accepted = await anAcceptedCase();
    done(await work.take(reviewer, accepted));
    return accepted;
  }

  async function aRefusedCase() {
    const reviewed = await aCaseInReview();
    done(await work.decide(reviewer, { ...reviewed, outcome: 'REFUSED', reasons: REFUSAL }));
    return reviewed;
  }

  const query = <Row>(sql: string, ...values: readonly string[]) =>
    stores.database.pool.query<Row & Record<string, unknown>>(sql, [...values]).then(({ rows }) => rows);

  return {
    stores,
    work,
    clerk,
    reviewer,
    setClock,
    somebody,
    aCompleteDraft,
    anAcceptedCase,
    aCaseInReview,
    aRefusedCase,
    query,
  };
}
