import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { anchorBehind, DECREE_WINDOW, planFirst, planNext } from '../domain/endorsement/index.ts';
import type { CardEntry } from '../register/index.ts';

/** The days of an endorsement, both included. */
export type EndorsementDays = { readonly windowFrom: PlainDate; readonly endorsedThrough: PlainDate };

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

/** The first endorsement: from the day of hand-over through the day before a year is full, or the rest of the replaced card's. */
export function decideActivation(
  card: CardEntry,
  predecessor: CardEntry | undefined,
  today: PlainDate,
): Outcome<EndorsementDays, ActivateRefusal> {
  const writable = decideWritable(card);
  if (!writable.ok) return writable;
  if (card.stage === 'active') return refused('already-active');
  if (card.stage !== 'checked') return refused('not-checked');
  if (predecessor !== undefined && predecessor.standing !== 'revoked') return refused('predecessor-still-good');
  const inherited = predecessor?.endorsement?.endorsedThrough;
  if (inherited !== undefined && compareDates(inherited, today) >= 0) {
    return ok({ windowFrom: today, endorsedThrough: inherited });
  }
  return ok(fullYearFrom(today));
}

/**
 * The yearly endorsement. In time: it runs on to a year after the last day of the one before. Late: the permit is
 * restored from today on, and the year counts from today.
 */
export function decideEndorsement(card: CardEntry, today: PlainDate): Outcome<EndorsementDays, EndorseRefusal> {
  const writable = decideWritable(card);
  if (!writable.ok) return writable;
  const last = card.endorsement;
  if (card.stage !== 'active' || last === undefined) return refused('not-active');
  const { endorsedThrough } = last;
  const anchorOn = anchorBehind(endorsedThrough, DECREE_WINDOW);
  const planned = planNext({ anchorOn, endorsedThrough }, { today, rules: DECREE_WINDOW });
  return planned.ok ? ok(daysOf(planned.value)) : planned;
}

function fullYearFrom(today: PlainDate): EndorsementDays {
  return daysOf(planFirst(today, { today, rules: DECREE_WINDOW }));
}

function daysOf({ windowFrom, endorsedThrough }: EndorsementDays): EndorsementDays {
  return { windowFrom, endorsedThrough };
}
