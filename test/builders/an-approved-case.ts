import { randomUUID } from 'node:crypto';
import { moveApplication } from '@residence-permit/issuer/use-cases/production';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { type Application, CHIP_PORTRAIT, type Officer, type Person } from '@residence-permit/issuer/use-cases/ports';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Stores } from './stores-over.ts';
import { aPortrait } from './portrait.ts';

/** An invented person with a key; area 800000, which no place has. */
export async function aPerson(stores: Stores, officer: Officer, citizenId = '800000199111050060'): Promise<Person> {
  const person: Person = {
    id: randomUUID(),
    officeId: officer.officeId,
    name: '样例乙',
    birthDate: parsePlainDate('1991-11-05'),
    citizenId,
    details: {
      sex: 2,
      ethnicGroup: '01',
      hukouAddress: '示例省样本州示例县三号',
      residenceAddress: '示例市示例区样本路 21 号 3 单元 402 室',
    },
    isSealed: false,
    language: 'zh',
  };
  await stores.keys.create(person.id);
  await stores.inTransaction(officer, (tx) => tx.persons.insert(person));
  return person;
}

/** A first application that one officer entered and another approved, with a portrait in the chip's size. */
export async function anApprovedCase(
  stores: Stores,
  officers: { readonly clerk: Officer; readonly reviewer: Officer },
  person: Person,
): Promise<Application> {
  const { clerk, reviewer } = officers;
  const { inTransaction, clock, newId } = stores;
  const application = await aCaseInReview(stores, clerk, person);
  return inTransaction(clerk, async (tx) => {
    await tx.applications.insertDecision({
      id: newId(),
      applicationId: application.id,
      outcome: 'APPROVED',
      reasons: [],
      serviceClass: 3,
      ruleVersion: application.policyVersion,
      deciderId: reviewer.accountId,
      decidedAt: clock(),
    });
    return moveApplication(tx, application, { state: 'APPROVED', reason: 'builder' });
  });
}

/** The same before anybody has decided it. */
export async function aCaseInReview(stores: Stores, clerk: Officer, person: Person): Promise<Application> {
  const { inTransaction, clock, newId } = stores;
  const { address } = await stores.files.put(person.id, aPortrait());
  return inTransaction(clerk, async (tx) => {
    const policyVersion = DEFAULT_POLICY.version;
    const application: Application = {
      id: newId(),
      officeId: clerk.officeId,
      personId: person.id,
      keyId: person.id,
      enteredBy: clerk.accountId,
      policyVersion,
      number: await tx.applications.nextNumber(clerk.officeId, 2026),
      kind: 'FIRST',
      state: 'DRAFT',
      door: 'COUNTER',
      createdAt: clock(),
      isOwnError: false,
      version: 0,
    };
    await tx.applications.insert(application);
    await tx.evidence.insert({
      id: newId(),
      personId: person.id,
      applicationId: application.id,
      type: CHIP_PORTRAIT,
      address,
      mediaType: 'image/jpeg',
      size: aPortrait().length,
      source: 'DERIVED',
      addedBy: clerk.accountId,
      addedAt: clock(),
      retainUntil: parsePlainDate('2036-12-31'),
    });
    let moved: Application = application;
    for (const state of ['SUBMITTED', 'ACCEPTED', 'IN_REVIEW'] as const) {
      moved = await moveApplication(tx, moved, { state, reason: 'builder' });
    }
    return moved;
  });
}
