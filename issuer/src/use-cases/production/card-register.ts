import { PermitError } from '@residence-permit/shared/errors';
import {
  type ChipEntry,
  EMPTY_REGISTER,
  getCard,
  type PermitEntry,
  type Register,
  type RegisterState,
} from '../../register/index.ts';
import type { Card, InTransaction, OfficeTransaction, Officer, Permit } from '../ports/index.ts';
import { changeOf, toCoreEntry } from './core-entry.ts';

/** The signed content of a permit as it stands now, with its portrait, and its grants. */
export type LoadPermitEntry = (tx: OfficeTransaction, permit: Permit) => Promise<PermitEntry>;

/** A card before and after a change, and the permit that it is of. */
export type CardChanged = { readonly before: Card; readonly after: Card; readonly permit: Permit };

/** Called in the transaction in which a card changes. */
export type FollowCard = (tx: OfficeTransaction, changed: CardChanged) => Promise<void>;

type Slice = {
  readonly card: Card;
  readonly permit: Permit;
  readonly others: readonly Card[];
  readonly chips: readonly ChipEntry[];
};

/**
 * The issuing core's register, cut down to one card: that card, the one before it, its permit and the chip on the reader.
 * Each change is one transaction of the database, and what belongs to it follows in the same one.
 * @throws PermitError STORE_CONFLICT when there is no such card, or another change came first
 */
export function makeCardRegister(deps: {
  readonly inTransaction: InTransaction;
  readonly officer: Officer;
  readonly cardNumber: string;
  /** 10 bytes: the chip on the reader, once it has told its number. */
  readonly chipNumber: () => Uint8Array | undefined;
  readonly loadPermitEntry: LoadPermitEntry;
  readonly followCard: FollowCard;
}): Register {
  const { inTransaction, officer, cardNumber } = deps;

  return {
    read: () =>
      inTransaction(officer, async (tx) => {
        const slice = await loadSlice(tx);
        return { ...stateOf(slice), permits: [await deps.loadPermitEntry(tx, slice.permit)] };
      }),
    change: (decide) =>
      inTransaction(officer, async (tx) => {
        const slice = await loadSlice(tx);
        const before = stateOf(slice);
        const { state, value } = decide(before);
        const change = changeOf(getCard(before, cardNumber), getCard(state, cardNumber));
        if (Object.keys(change).length > 0) {
          const { card, permit } = slice;
          await deps.followCard(tx, { before: card, after: await tx.cards.save(card, change), permit });
        }
        return value;
      }),
  };

  async function loadSlice(tx: OfficeTransaction): Promise<Slice> {
    const card = await tx.cards.find(cardNumber);
    const permit = card === undefined ? undefined : await tx.permits.find(card.permitId);
    if (card === undefined || permit === undefined) {
      throw new PermitError('STORE_CONFLICT', { detail: `no card ${cardNumber}` });
    }
    const predecessor = card.replaces === undefined ? undefined : await tx.cards.find(card.replaces);
    const { chip, holder } = await loadChip(tx);
    const others = [predecessor, holder].filter((other) => other !== undefined && other.cardNumber !== cardNumber);
    return {
      card,
      permit,
      others: others.filter((other) => other !== undefined),
      chips: chip === undefined ? [] : [chip],
    };
  }

  async function loadChip(
    tx: OfficeTransaction,
  ): Promise<{ readonly chip?: ChipEntry; readonly holder?: Card | undefined }> {
    const chipNumber = deps.chipNumber();
    const serial = chipNumber === undefined ? undefined : await tx.stock.find(chipNumber);
    if (serial === undefined || !MAY_BECOME_A_CARD.includes(serial.account)) return {};
    const { batch, takenInAt } = serial;
    const isElsewhere = serial.cardNumber !== undefined && serial.cardNumber !== cardNumber;
    const holder = isElsewhere ? await tx.cards.find(serial.cardNumber) : undefined;
    return { chip: { chipNumber: serial.chipNumber, batch, takenInAt }, holder };
  }
}

/** Where a serial lies that a card may be made of, or is being made of. */
const MAY_BECOME_A_CARD: readonly string[] = ['VAULT', 'COUNTER', 'PRODUCTION'];

function stateOf({ card, permit, others, chips }: Slice): RegisterState {
  const cards = [card, ...others].map((one) => toCoreEntry(one, permit.permitRef));
  return { ...EMPTY_REGISTER, chips, cards };
}
