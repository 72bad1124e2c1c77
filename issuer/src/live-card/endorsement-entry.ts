import { PermitError } from '@residence-permit/shared/errors';
import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { chipBinding, type Endorsement } from '@residence-permit/shared/records';
import {
  type CardEntry,
  type Changed,
  type EndorsementEntry,
  type RegisterState,
  withCard,
} from '../register/index.ts';
import type { EndorsementDays } from './decide-endorsement.ts';

/** Signs an endorsement and verifies it. @throws PermitError SIGNER_FAILED */
export type SignEndorsement = (endorsement: Endorsement) => Promise<Uint8Array>;

/** A card whose chip key is known. */
export type KeyedCard = CardEntry & { readonly deviceKey: Uint8Array };

export type Reserved = { readonly card: KeyedCard; readonly entry: EndorsementEntry };

/** Takes the next version for an endorsement in the register, before it is signed: no version is ever signed twice. */
export function reserveEndorsement<Refusal extends string>(
  state: RegisterState,
  card: CardEntry,
  decision: Outcome<EndorsementDays, Refusal>,
): Changed<Outcome<Reserved, Refusal>> {
  if (!decision.ok) return { state, value: decision };
  const keyed = requireKey(card);
  const version = Math.max(card.endorsement?.version ?? 0, card.reservedVersion ?? 0) + 1;
  const entry: EndorsementEntry = { version, ...decision.value };
  return { state: withCard(state, card.cardNumber, { reservedVersion: version }), value: ok({ card: keyed, entry }) };
}

/** Enters the endorsement that the card now holds; a card that holds one is active. */
export function confirmEndorsement(
  state: RegisterState,
  cardNumber: string,
  entry: EndorsementEntry,
): Changed<EndorsementEntry> {
  return { state: withCard(state, cardNumber, { stage: 'active', endorsement: entry }), value: entry };
}

/** The endorsement to sign: bound to the key of that chip. */
export function toSign(card: KeyedCard, entry: EndorsementEntry): Endorsement {
  return { ...entry, binding: chipBinding(card.deviceKey) };
}

/** @throws PermitError STORE_CONFLICT for a card that was never personalised */
export function requireKey(card: CardEntry): KeyedCard {
  const { deviceKey } = card;
  if (deviceKey === undefined)
    throw new PermitError('STORE_CONFLICT', { detail: `${card.cardNumber} has no chip key` });
  return { ...card, deviceKey };
}
