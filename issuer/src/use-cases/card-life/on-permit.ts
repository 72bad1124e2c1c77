import { type Outcome, refused } from '@residence-permit/shared/outcome';
import type { Action } from '../../domain/rights/index.ts';
import { isErasure, toActor } from '../applications/index.ts';
import { onPerson, type PersonDeps, type PersonFile, type PersonRefusal } from '../persons/index.ts';
import type { OfficeTransaction, Permit, SignedIn } from '../ports/index.ts';
import { actsOnCase } from './on-live-card.ts';

/** What every use case on a permit can answer besides its own refusals. */
export type PermitRefusal = 'permit-not-found' | PersonRefusal;

/** Runs work on one permit in one transaction: its person is found and the right to do this to it is asked. */
export async function onPermit<Value, Refusal extends string>(
  deps: PersonDeps,
  by: SignedIn,
  act: { readonly permitId: string; readonly action: Action },
  work: (tx: OfficeTransaction, file: PersonFile & { readonly permit: Permit }) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | PermitRefusal>> {
  const { permitId, action } = act;
  const about = await findAbout(deps, by, permitId);
  if (about === undefined) return refused('permit-not-found');
  const { personId, earlierActs } = about;
  const place = 'office of the record';
  return onPerson<Value, Refusal | 'permit-not-found'>(
    deps,
    by,
    { personId, action, place, earlierActs },
    async (tx, file) => {
      const permit = await tx.permits.find(permitId);
      return permit === undefined ? refused('permit-not-found') : work(tx, { ...file, permit });
    },
  );
}

async function findAbout({ inTransaction }: PersonDeps, by: SignedIn, permitId: string) {
  try {
    return await inTransaction(toActor(by, by.officeId ?? ''), async (tx) => {
      const permit = await tx.permits.find(permitId);
      if (permit === undefined) return undefined;
      const cards = await tx.cards.ofPermit(permitId);
      const acts = [];
      for (const { cardNumber } of cards) acts.push(...(await actsOnCase(tx, cardNumber)));
      return { personId: permit.personId, earlierActs: acts };
    });
  } catch (cause) {
    if (isErasure(cause)) return undefined;
    throw cause;
  }
}
