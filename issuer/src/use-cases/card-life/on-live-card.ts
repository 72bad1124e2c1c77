import { type Outcome, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { type PolicySet, ruleVersionOf } from '../../domain/policy/index.ts';
import { type Action, decideRight, type Granted, type RightRefusal } from '../../domain/rights/index.ts';
import { earlierActsOf } from '../applications/earlier-acts.ts';
import { type CaseDeps, isErasure, toActor } from '../applications/index.ts';
import type { Actor, Card, Office, OfficeTransaction, Person, SignedIn } from '../ports/index.ts';

/** A card that was found and to which the caller may do this. */
export type LiveCardFile = {
  readonly card: Card;
  readonly person: Person;
  /** The office that made the card. */
  readonly office: Office;
  readonly policy: PolicySet;
  readonly ruleVersion: string;
  readonly actor: Actor & { readonly accountId: string };
  /** Seconds since the epoch. */
  readonly now: number;
  /** By the calendar of the office. */
  readonly today: PlainDate;
  readonly granted: Granted;
};

/** What every use case on a card can answer besides its own refusals; an erased person's card is not found. */
export type LiveCardRefusal = 'card-not-found' | RightRefusal;

/** Runs work on one card in one transaction: the card is found and the right to do this to it is asked. */
export async function onLiveCard<Value, Refusal extends string>(
  deps: CaseDeps,
  by: SignedIn,
  act: { readonly cardNumber: string; readonly action: Action },
  work: (tx: OfficeTransaction, file: LiveCardFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | LiveCardRefusal>> {
  const { inTransaction } = deps;
  try {
    const officeId = by.officeId ?? (await inTransaction(toActor(by, ''), (tx) => officeOf(tx, act.cardNumber)));
    if (officeId === undefined) return refused('card-not-found');
    const actor = toActor(by, officeId);
    return await inTransaction(actor, async (tx) => {
      const opened = await openCard(tx, { ...act, by, actor, now: deps.clock() });
      return opened.ok ? work(tx, opened.value) : opened;
    });
  } catch (cause) {
    if (isErasure(cause)) return refused('card-not-found');
    throw cause;
  }
}

async function openCard(
  tx: OfficeTransaction,
  asked: Pick<LiveCardFile, 'actor' | 'now'> & {
    readonly by: SignedIn;
    readonly cardNumber: string;
    readonly action: Action;
  },
): Promise<Outcome<LiveCardFile, LiveCardRefusal>> {
  const { by, cardNumber, action, actor, now } = asked;
  const card = await tx.cards.find(cardNumber);
  const person = card === undefined ? undefined : await tx.persons.find(card.personId);
  if (card === undefined || person === undefined) return refused('card-not-found');
  const office = await tx.offices.get(card.officeId);
  const right = decideRight({
    subject: by.subject,
    action,
    target: {
      place: { kind: 'office', officeId: office.id, jurisdiction: office.jurisdiction },
      owners: [{ kind: 'person', id: person.id }],
      sealed: person.isSealed,
      earlierActs: await actsOnCase(tx, cardNumber),
    },
    ground: by.ground,
  });
  if (!right.ok) return right;
  const today = dateAt(now, office.utcOffsetMinutes);
  const policy = await tx.policies.current(office.jurisdiction, today);
  const ruleVersion = ruleVersionOf(policy);
  return { ok: true, value: { card, person, office, policy, ruleVersion, actor, now, today, granted: right.value } };
}

/** Who entered and decided the case that the card was made for. */
export async function actsOnCase(
  tx: OfficeTransaction,
  cardNumber: string,
): Promise<readonly { readonly action: Action; readonly accountId: string }[]> {
  const attempt = await tx.attempts.findByCard(cardNumber);
  const application = attempt === undefined ? undefined : await tx.applications.find(attempt.applicationId);
  if (application === undefined) return [];
  return earlierActsOf(application, await tx.history.moves('APPLICATION', application.id));
}

async function officeOf(tx: OfficeTransaction, cardNumber: string): Promise<string | undefined> {
  return (await tx.cards.find(cardNumber))?.officeId;
}
