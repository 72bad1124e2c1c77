import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PolicySet } from '../../domain/policy/index.ts';
import type { CaseDeps } from '../applications/index.ts';
import type { CallerHeard, Card, HoldChannel, Person, SignedIn } from '../ports/index.ts';
import { type Caller, decideCaller } from './decide-caller.ts';
import { moveCard } from './move-card.ts';
import { type LiveCardRefusal, onLiveCard } from './on-live-card.ts';

export type HoldRefusal =
  | LiveCardRefusal
  | 'already-on-hold'
  /** It is not active yet, or not any more. */
  | 'not-active'
  /** The rules of the place want the holder at the counter. */
  | 'phone-not-allowed'
  | 'caller-missing'
  | 'caller-not-matched';

/** Why a card is stopped: somebody called, the holder stands at the counter, or is signed in. */
export type HoldCard = { readonly cardNumber: string } & (
  | { readonly channel: 'PHONE'; readonly caller: Caller }
  | { readonly channel: 'COUNTER' }
  | { readonly channel: 'OWN' }
);

/**
 * Stops a lost card at once. The hold can be lifted until the card is replaced. Any office of the jurisdiction takes the call.
 */
export function makeHoldCard(deps: CaseDeps) {
  return (by: SignedIn, input: HoldCard): Promise<Outcome<Card, HoldRefusal>> => {
    const { cardNumber } = input;
    const act = { cardNumber, action: 'card.hold' } as const;
    return onLiveCard<Card, HoldRefusal>(deps, by, act, async (tx, file) => {
      const { card, person, policy, ruleVersion, actor, now } = file;
      if (card.state === 'LOST_HOLD') return refused('already-on-hold');
      if (card.state !== 'ACTIVE') return refused('not-active');
      // Only the holder's own account acts as the holder, whatever the request says.
      const isOwn = by.subject.personId === person.id;
      if (input.channel === 'OWN' && !isOwn) return refused('caller-missing');
      const channel = isOwn ? 'OWN' : input.channel;
      const heard = hear(input, { channel, person, policy });
      if (!heard.ok) return heard;
      const held = await moveCard(tx, card, { to: 'LOST_HOLD', reason: channel, ruleVersion });
      await tx.lossHolds.insert({
        id: deps.newId(),
        cardNumber,
        personId: person.id,
        officeId: card.officeId,
        channel,
        reportedBy: actor.accountId,
        reportedAt: now,
        ...(heard.value === undefined ? {} : { caller: heard.value }),
      });
      await tx.audit({ action: 'card.hold', personId: person.id, object: cardNumber, reason: channel });
      return ok(held);
    });
  };
}

function hear(
  input: HoldCard,
  asked: { readonly channel: HoldChannel; readonly person: Person; readonly policy: PolicySet },
): Outcome<CallerHeard | undefined, 'phone-not-allowed' | 'caller-missing' | 'caller-not-matched'> {
  if (asked.channel !== 'PHONE') return ok(undefined);
  if (!asked.policy.lossHold.byPhone) return refused('phone-not-allowed');
  return input.channel === 'PHONE' ? decideCaller(input.caller, asked.person) : refused('caller-missing');
}
