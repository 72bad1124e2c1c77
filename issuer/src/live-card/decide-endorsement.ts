import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { anchorBehind, DECREE_WINDOW, planFirst, planNext } from '../domain/endorsement/index.ts';
import type { CardEntry, EndorsementEntry } from '../register/index.ts';

/** The days of an endorsement, both included. */
export type EndorsementDays = { readonly windowFrom: PlainDate; readonly endorsedThrough: PlainDate };

/** Which days an endorsement gets, by the decree alone or by the rules of a place. */
export type EndorsementRules = {
  /** The first one of a card; `lapsed` is that of the card before it, where it has run out. */
  first(today: PlainDate, lapsed: EndorsementEntry | undefined): EndorsementDays;
  /** The yearly one after `last`. */
  next(last: EndorsementDays, today: PlainDate): Outcome<EndorsementDays, 'too-early'>;
};

/** The decree as it stands, each full year counted from the first endorsement. Decree 663 art. 10. */
export const DECREE_RULES: EndorsementRules = {
  first: (today) => daysOf(planFirst(today, { today, rules: DECREE_WINDOW })),
  next({ endorsedThrough }, today) {
    const anchorOn = anchorBehind(endorsedThrough, DECREE_WINDOW);
    const planned = planNext({ anchorOn, endorsedThrough }, { today, rules: DECREE_WINDOW });
    return planned.ok ? ok(daysOf(planned.value)) : planned;
  },
};

export type EndorseRefusal = CardRefusal | 'not-active' | 'too-early';
export type ActivateRefusal = CardRefusal | 'not-checked' | 'already-active' | 'predecessor-still-good';
/** Why nothing may be written to a card at all. */
export type CardRefusal = 'card-revoked' | 'card-on-hold';

/** Whether the card may be written to. */
export function decideWritable(card: CardEntry): Outcome<CardEntry, CardRefusal> {
  if (card.standing === 'revoked') return refused('card-revoked');
  if (card.standing === 'hold') return refused('card-on-hold');
  return ok(card);
}

/** The first endorsement: the rest of the replaced card's where it has one, else what the rules give on the day of hand-over. */
export function decideActivation(
  card: CardEntry,
  predecessor: CardEntry | undefined,
  { today, rules }: { readonly today: PlainDate; readonly rules: EndorsementRules },
): Outcome<EndorsementDays, ActivateRefusal> {
  const writable = decideWritable(card);
  if (!writable.ok) return writable;
  if (card.stage === 'active') return refused('already-active');
  if (card.stage !== 'checked') return refused('not-checked');
  if (predecessor !== undefined && predecessor.standing !== 'revoked') return refused('predecessor-still-good');
  const inherited = predecessor?.endorsement;
  if (inherited !== undefined && compareDates(inherited.endorsedThrough, today) >= 0) {
    return ok({ windowFrom: today, endorsedThrough: inherited.endorsedThrough });
  }
  return ok(rules.first(today, inherited));
}

/**
 * The yearly endorsement. In time: it runs on to a year after the last day of the one before. Late: the permit is
 * restored from today on, and the year counts from today.
 */
export function decideEndorsement(
  card: CardEntry,
  { today, rules }: { readonly today: PlainDate; readonly rules: EndorsementRules },
): Outcome<EndorsementDays, EndorseRefusal> {
  const writable = decideWritable(card);
  if (!writable.ok) return writable;
  const last = card.endorsement;
  if (card.stage !== 'active' || last === undefined) return refused('not-active');
  return rules.next(last, today);
}

function daysOf({ windowFrom, endorsedThrough }: EndorsementDays): EndorsementDays {
  return { windowFrom, endorsedThrough };
}
