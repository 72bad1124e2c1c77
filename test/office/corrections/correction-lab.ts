import type { EvidenceType } from '@residence-permit/issuer/domain/policy';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { aPerson } from '../../builders/an-approved-case.ts';
import { anOffice, DEMO_AT } from '../../builders/an-office.ts';
import { anIssuedPermit, cardWork } from '../../builders/card-work.ts';
import { caseRoutesOf } from '../../builders/case-routes-of.ts';
import { aDrawnFace, anIdNumber, aScan } from '../../builders/invented-people.ts';
import { anOfficer, OFFICE_ID, officeStores } from '../../builders/office-stores.ts';
import { aRouteServer } from '../../builders/route-server.ts';
import { aSignedIn } from '../../builders/signed-in.ts';

/** A case that was entered, where it is found, and whose it is. */
export type Entered = { readonly at: string; readonly number: string; readonly personId: string; readonly id: string };

export type CorrectionLab = Awaited<ReturnType<typeof correctionLab>>;

/** An office over HTTP with a clerk and a reviewer, and what they do in a case that says who somebody is. */
export async function correctionLab() {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const stores = await officeStores({ clock: office.clock });
  const work = await cardWork(stores, office);
  const http = await aRouteServer(stores, caseRoutesOf(stores));
  const [clerk, reviewer] = [aSignedIn(['clerk']), aSignedIn(['reviewer'])];
  let people = 850;

  return {
    office,
    stores,
    work,
    http,
    clerk,
    reviewer,
    /** Somebody new, born on 5 November 1991, with a permit and its card. */
    async issue() {
      people += 1;
      const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
      return { person, ...(await anIssuedPermit({ stores, work, office }, person, `correction ${people}`)) };
    },
    async enter(kind: string, person: object, facts: readonly object[] = []): Promise<Entered> {
      const body = { officeId: OFFICE_ID, door: 'COUNTER', kind, person, facts };
      const { reply } = await http.send(clerk, ['post', '/api/v1/applications'], { body });
      const at = `/api/v1/applications/${String(reply['applicationId'])}`;
      return {
        at,
        number: String(reply['number']),
        personId: String(reply['personId']),
        id: String(reply['applicationId']),
      };
    },
    /** Hands a paper in; answers its id. */
    async bring(at: string, type: EvidenceType): Promise<string> {
      people += 1;
      const [bytes, media] =
        type === 'PORTRAIT' ? [await aDrawnFace(), 'image/jpeg'] : [await aScan(people), 'image/png'];
      const headers = { 'Content-Type': media };
      const { reply } = await http.send(clerk, ['post', `${at}/evidence/${type}`], { bytes, headers });
      return String(reply['evidenceId']);
    },
    say: (at: string, fact: object) => http.send(clerk, ['post', `${at}/facts`], { body: fact }),
    /** The pairs in which the person of the case stands. */
    async pairs({ at, number }: Entered) {
      const headers = { 'Permit-Purpose': 'case-handling', 'Permit-Case': number };
      const { reply } = await http.send(reviewer, ['get', `${at}/duplicates`], { headers });
      return reply['pairs'] as readonly {
        readonly id: string;
        readonly personA: string;
        readonly personB: string;
        readonly outcome?: string;
      }[];
    },
    /** Submits it, has everybody called different who may be the same, accepts it and takes it on the reviewer's desk. */
    async toReview(entered: Entered): Promise<void> {
      const { at, number } = entered;
      const headers = { 'Permit-Purpose': 'case-handling', 'Permit-Case': number };
      await http.send(clerk, ['post', `${at}/submission`]);
      for (const pair of await this.pairs(entered)) {
        const decided = { body: { outcome: 'DIFFERENT', reason: 'two people' } };
        await http.send(reviewer, ['post', `${at}/duplicates/${pair.id}/decision`], decided);
      }
      const accepted = await http.send(clerk, ['post', `${at}/acceptance`]);
      if (accepted.status !== 201) throw new Error(`not accepted: ${JSON.stringify(accepted.reply)}`);
      const taken = await http.send(reviewer, ['put', `${at}/lock`], { headers });
      if (taken.status !== 200) throw new Error(`not taken: ${JSON.stringify(taken.reply)}`);
    },
    approve: (by: SignedIn, at: string, rest: object = {}) =>
      http.send(by, ['post', `${at}/decision`], { body: { outcome: 'APPROVED', reasons: [], ...rest } }),
    async find(query: object): Promise<unknown> {
      const headers = { 'Permit-Purpose': 'counter-service' };
      return (await http.send(clerk, ['post', '/api/v1/persons/search'], { body: query, headers })).reply['hits'];
    },
    async close(): Promise<void> {
      await http.close();
      await stores.close();
    },
  };
}
