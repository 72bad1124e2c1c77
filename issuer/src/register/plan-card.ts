import { PermitError } from '@residence-permit/shared/errors';
import type { PermitRecord } from '@residence-permit/shared/records';
import type { RandomSource } from '../ports/index.ts';
import { type Changed, findCard, findPermit } from './register.ts';
import type { CardEntry, RegisterState, StatusPlace } from './register-state.ts';

/** Addresses in one status list. A power of two, so that a random draw of four bytes favours none. */
export const LIST_SIZE = 2 ** 17;
const DRAWS = 1000;

/**
 * Enters a card before anything is signed for it: a new number and a status index that no other card has or had.
 * The index is drawn at random, so that it does not tell when a card was made.
 * @throws PermitError STORE_FAILED when the list has no place left
 */
export function planCard(
  state: RegisterState,
  plan: {
    readonly record: PermitRecord;
    /** 16 bytes; a new one for a first card, the permit's own for a reissue. */
    readonly permitRef: Uint8Array;
    readonly statusUri: string;
    readonly replaces?: string;
  },
  random: RandomSource,
): Changed<CardEntry> {
  const card: CardEntry = {
    cardNumber: drawCardNumber(state, random),
    permitRef: plan.permitRef,
    status: allocateStatus(state, plan.statusUri, random),
    standing: 'clear',
    stage: 'planned',
    ...(plan.replaces === undefined ? {} : { replaces: plan.replaces }),
  };
  const known = findPermit(state, plan.permitRef);
  const permit = { permitRef: plan.permitRef, record: plan.record, entitlements: known?.entitlements ?? [] };
  const others = state.permits.filter((entry) => entry !== known);
  return { state: { ...state, cards: [...state.cards, card], permits: [...others, permit] }, value: card };
}

/** A place in the list that no card has, not even a quarantined or revoked one. */
export function allocateStatus(state: RegisterState, uri: string, random: RandomSource): StatusPlace {
  const taken = new Set(state.cards.filter((card) => card.status.uri === uri).map((card) => card.status.index));
  for (let draws = 0; draws < DRAWS; draws += 1) {
    const index = drawNumber(random) % LIST_SIZE;
    if (!taken.has(index)) return { uri, index };
  }
  throw new PermitError('STORE_FAILED', { detail: `status list ${uri} is full` });
}

function drawCardNumber(state: RegisterState, random: RandomSource): string {
  for (;;) {
    const cardNumber = String(1_000_000_000 + drawNumber(random));
    if (findCard(state, cardNumber) === undefined) return cardNumber;
  }
}

/** Four random bytes as a number. */
function drawNumber(random: RandomSource): number {
  return new DataView(random(4).slice().buffer).getUint32(0);
}
