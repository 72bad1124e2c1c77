import type { Card, CardStorage, ChipKind } from '@residence-permit/firmware-sim/card';
import type { GrantOrder } from '@residence-permit/issuer/live-card';
import { type CardEntry, getCard } from '@residence-permit/issuer/register';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { addMonths } from '@residence-permit/shared/plain-date';
import type { PermitRecord } from '@residence-permit/shared/records';
import { aBlank, onReader } from './a-blank.ts';
import { aRecord } from './a-record.ts';
import { accept, type Office, type PlaceCard } from './an-office.ts';

/** A card of the tests: its entry in the register, its chip, and what is printed on it or known to its holder. */
export type BuiltCard = {
  readonly cardNumber: string;
  readonly entry: CardEntry;
  readonly chip: Card;
  readonly placeCard: PlaceCard;
  readonly can: string;
  readonly puk: string;
  readonly pin: string;
  /** Powers the chip up anew and answers its transport. */
  transport(): CardTransport;
};

type Plan = {
  readonly record: PermitRecord;
  readonly grants: readonly GrantOrder[];
  readonly kind: ChipKind;
  readonly seed: string;
  /** Where the chip keeps itself, for tests that look into its memory. */
  readonly storage?: CardStorage;
};

/** The PIN that every invented holder chooses. */
const PIN = '135790';
/** Months between hand-over and now of a card whose year is over. */
const LAPSED_MONTHS = 14;

/**
 * Describes a card and makes it: `await aCard(office).withGrants(...).active()`. Each word answers a new description; the last
 * one makes the card, by the use cases of the office, on a chip in this process.
 */
export function aCard(office: Office, plan: Partial<Plan> = {}) {
  const whole: Plan = { record: aRecord(), grants: [], kind: 'modern', seed: 'card', ...plan };
  return {
    of: (record: PermitRecord) => aCard(office, { ...whole, record }),
    withGrants: (...grants: readonly GrantOrder[]) => aCard(office, { ...whole, grants }),
    onChip: (kind: ChipKind) => aCard(office, { ...whole, kind }),
    /** Two cards of one office want two seeds, or their chips make the same keys. */
    seeded: (seed: string) => aCard(office, { ...whole, seed }),
    /** Personalised and read back, not handed over. */
    personalised: () => personalise(office, whole),
    /** Handed over today, with its grants on it. */
    active: () => handOver(office, whole),
    /** Handed over fourteen months ago and never endorsed since. The clock is back at now afterwards. */
    async lapsed(): Promise<BuiltCard> {
      const at = office.clock();
      office.setDay(addMonths(office.today(), -LAPSED_MONTHS));
      const card = await handOver(office, whole);
      office.setClock(at);
      return card;
    },
    /** Active, then reported lost. */
    async onHold(): Promise<BuiltCard> {
      const card = await handOver(office, whole);
      accept(await office.changeStanding(card.cardNumber, 'hold'));
      return card;
    },
    /** Active, then revoked for good. */
    async revoked(): Promise<BuiltCard> {
      const card = await handOver(office, whole);
      accept(await office.changeStanding(card.cardNumber, 'revoke'));
      return card;
    },
  };
}

/** Makes the card that takes the place of an active one, which is revoked by that, and hands it over. */
export async function replacementOf(office: Office, lost: BuiltCard, seed: string): Promise<BuiltCard> {
  const planned = accept(await office.replace(lost.cardNumber));
  const chip = aBlank({ seed });
  const built = await produce(office, planned.cardNumber, chip);
  return activate(office, built);
}

async function personalise(office: Office, plan: Plan): Promise<BuiltCard> {
  const { cardNumber, permitRef } = await office.plan(plan.record);
  for (const grant of plan.grants) accept(await office.grant(permitRef, grant));
  return produce(office, cardNumber, aBlank(plan));
}

async function handOver(office: Office, plan: Plan): Promise<BuiltCard> {
  return activate(office, await personalise(office, plan));
}

async function produce(office: Office, cardNumber: string, chip: Card): Promise<BuiltCard> {
  const placeCard = onReader(chip);
  const secrets = await office.personalise({ cardNumber, placeCard });
  const entry = getCard(await office.register.read(), cardNumber);
  const transport = () => {
    chip.reset();
    return { transmit: (command: Uint8Array) => Promise.resolve(chip.transmit(command)) };
  };
  return { cardNumber, entry, chip, placeCard, ...secrets, pin: PIN, transport };
}

async function activate(office: Office, card: BuiltCard): Promise<BuiltCard> {
  const { cardNumber, placeCard, pin } = card;
  accept(await office.activate({ cardNumber, placeCard, pin }));
  accept(await office.writeEntitlements({ cardNumber, placeCard }));
  return { ...card, entry: getCard(await office.register.read(), cardNumber) };
}
