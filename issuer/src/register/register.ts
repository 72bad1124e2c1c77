import { equalBytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { CardEntry, ChipEntry, PermitEntry, RegisterState } from './register-state.ts';

/** What a change answers: the whole next state, and a value for its caller. */
export type Changed<Value> = { readonly state: RegisterState; readonly value: Value };

/**
 * The office's memory. A change is pure and is applied as a whole or not at all; two changes never overlap.
 * @throws PermitError STORE_FAILED
 */
export type Register = {
  read(): Promise<RegisterState>;
  change<Value>(decide: (state: RegisterState) => Changed<Value>): Promise<Value>;
};

export function findCard(state: RegisterState, cardNumber: string): CardEntry | undefined {
  return state.cards.find((card) => card.cardNumber === cardNumber);
}

/** @throws PermitError STORE_CONFLICT when the register has no such card */
export function getCard(state: RegisterState, cardNumber: string): CardEntry {
  const card = findCard(state, cardNumber);
  if (card === undefined) throw new PermitError('STORE_CONFLICT', { detail: `no card ${cardNumber}` });
  return card;
}

/** The chip of the stock with that number. */
export function findChip(state: RegisterState, chipNumber: Uint8Array): ChipEntry | undefined {
  return state.chips.find((chip) => equalBytes(chip.chipNumber, chipNumber));
}

export function findPermit(state: RegisterState, permitRef: Uint8Array): PermitEntry | undefined {
  return state.permits.find((permit) => equalBytes(permit.permitRef, permitRef));
}

/** @throws PermitError STORE_CONFLICT when the register has no such permit */
export function getPermit(state: RegisterState, permitRef: Uint8Array): PermitEntry {
  const permit = findPermit(state, permitRef);
  if (permit === undefined) throw new PermitError('STORE_CONFLICT', { detail: 'no such permit' });
  return permit;
}

/**
 * The state with that card changed.
 * @throws PermitError STORE_CONFLICT when there is no such card, or when it was quarantined and would come back
 */
export function withCard(state: RegisterState, cardNumber: string, change: Partial<CardEntry>): RegisterState {
  const { stage } = getCard(state, cardNumber);
  if (stage === 'quarantined' && (change.stage ?? stage) !== stage) {
    throw new PermitError('STORE_CONFLICT', { detail: `card ${cardNumber} is quarantined` });
  }
  const cards = state.cards.map((card) => (card.cardNumber === cardNumber ? { ...card, ...change } : card));
  return { ...state, cards };
}

/** The state with that permit changed. */
export function withPermit(state: RegisterState, permitRef: Uint8Array, change: Partial<PermitEntry>): RegisterState {
  getPermit(state, permitRef);
  const permits = state.permits.map((permit) =>
    equalBytes(permit.permitRef, permitRef) ? { ...permit, ...change } : permit,
  );
  return { ...state, permits };
}
