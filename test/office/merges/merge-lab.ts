import { randomUUID } from 'node:crypto';
import type { Person } from '@residence-permit/issuer/use-cases/ports';
import { aPerson } from '../../builders/an-approved-case.ts';
import { anOffice, DEMO_AT } from '../../builders/an-office.ts';
import { cardWork } from '../../builders/card-work.ts';
import { caseRoutesOf } from '../../builders/case-routes-of.ts';
import { caseWork } from '../../builders/case-work.ts';
import { anIdNumber } from '../../builders/invented-people.ts';
import { anOfficer, officeStores, OTHER_OFFICE_ID } from '../../builders/office-stores.ts';
import { aRouteServer } from '../../builders/route-server.ts';
import { aSignedIn } from '../../builders/signed-in.ts';

export type MergeLab = Awaited<ReturnType<typeof mergeLab>>;

/** An office over HTTP with two who merge records, and two records a person called the same. */
export async function mergeLab() {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const stores = await officeStores({ clock: office.clock });
  const http = await aRouteServer(stores, caseRoutesOf(stores));
  const [reviewer, supervisor] = [aSignedIn(['reviewer']), aSignedIn(['supervisor'], { officeId: OTHER_OFFICE_ID })];
  let people = 200;
  const at = ({ id }: Person) => `/api/v1/persons/${id}/merges`;

  return {
    office,
    stores,
    http,
    work: await cardWork(stores, office),
    cases: caseWork(stores),
    clerk: aSignedIn(['clerk']),
    otherClerk: aSignedIn(['clerk']),
    reviewer,
    supervisor,
    at,
    /** Somebody new, born on 5 November 1991. */
    somebody(): Promise<Person> {
      people += 1;
      return aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    },
    /** A person looked at both and called them the same; answers the pair. */
    async callSame(one: Person, other: Person): Promise<string> {
      const id = randomUUID();
      return stores.inTransaction(anOfficer(), async (tx) => {
        await tx.duplicates.add([{ id, persons: [one.id, other.id] }], DEMO_AT);
        const pair = (await tx.duplicates.ofPerson(one.id)).find(({ personA, personB }) =>
          [personA, personB].includes(other.id),
        );
        if (pair === undefined) throw new Error('no pair');
        const decided = { outcome: 'SAME', reason: 'one ID card', by: randomUUID(), at: DEMO_AT } as const;
        await tx.duplicates.decide(pair, decided);
        return pair.id;
      });
    },
    ask: (survivor: Person, merged: Person) =>
      http.send(reviewer, ['post', at(survivor)], { body: { mergedId: merged.id, reason: 'one person' } }),
    approve: (survivor: Person, merged: Person, by = supervisor) =>
      http.send(by, ['post', `${at(survivor)}/${merged.id}/approval`]),
    async merge(survivor: Person, merged: Person): Promise<void> {
      const [asked, approved] = [await this.ask(survivor, merged), await this.approve(survivor, merged)];
      if (asked.status !== 201 || approved.status !== 200) {
        throw new Error(`not merged: ${JSON.stringify([asked.reply, approved.reply])}`);
      }
    },
    askUndo: (survivor: Person, merged: Person, by = reviewer) =>
      http.send(by, ['post', `${at(survivor)}/${merged.id}/undo`], { body: { reason: 'two people' } }),
    approveUndo: (survivor: Person, merged: Person, by = supervisor) =>
      http.send(by, ['post', `${at(survivor)}/${merged.id}/undo/approval`]),
    /** What the register finds by an ID number. */
    findByNumber: ({ citizenId }: Person) =>
      stores.inTransaction(anOfficer(), (tx) => tx.persons.findByCitizenId(citizenId)),
    async close(): Promise<void> {
      await http.close();
      await stores.close();
    },
  };
}
