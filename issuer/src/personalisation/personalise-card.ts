import { type CardSession, type CardTransport, expectSuccess, setLifeCycle } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RandomSource } from '../ports/index.ts';
import {
  type CardEntry,
  type Changed,
  findChip,
  getCard,
  getPermit,
  type PermitEntry,
  type Register,
  type RegisterState,
  withCard,
} from '../register/index.ts';
import type { PermitFiles, PermitToSign } from '../signing/index.ts';
import { targetsOf } from './card-file-targets.ts';
import { type ChipKeys, holdsKey, makeChipKeys } from './chip-keys.ts';
import { drawSecrets } from './draw-secrets.ts';
import type { JobStore, PersonalisationJob } from './job-store.ts';
import { storeContent } from './store-content.ts';

export type PersonaliseRefusal =
  /** The card was personalised before, or set aside. */
  | 'not-planned'
  /** The chip in the reader was never taken into the office's stock. */
  | 'not-in-stock'
  /** The chip in the reader is not the one that this card was begun on. */
  | 'another-chip'
  /** The chip was begun for another card of the register. */
  | 'chip-in-use'
  /** The chip takes no personalisation any more, and it cannot be this card's. */
  | 'not-blank';

/** The protected personalisation channel to one chip. */
export type PersonalisationChannel = CardSession & {
  /** The number of the chip, 10 bytes. */
  readonly diversificationData: Uint8Array;
};

/**
 * Opens the protected personalisation channel to a chip of the stock, with the office's own keys.
 * @returns undefined when the chip's key set is disabled: it is personalised
 * @throws CardError CHIP_NOT_TAKEN_IN, SCP_FAILED
 */
export type OpenPersonalisation = (transport: CardTransport) => Promise<PersonalisationChannel | undefined>;

/**
 * Puts a planned card's record on the chip in the reader: keys made by the chip, files signed for them, stored, confirmed
 * by hash; then the key set is disabled. It does not count as good before it was inspected. Each step is journalled before
 * the chip is told, and after a crash or a card that was lifted the same call goes on where it stopped.
 * @throws CardError, PermitError
 */
export function makePersonaliseCard(deps: {
  readonly register: Register;
  readonly jobs: JobStore;
  readonly openPersonalisation: OpenPersonalisation;
  readonly signPermit: (permit: PermitToSign) => Promise<PermitFiles>;
  /** The whole `7F21`. */
  readonly cvcaCertificate: Uint8Array;
  readonly random: RandomSource;
}) {
  const { register, jobs, cvcaCertificate } = deps;
  return async (input: {
    readonly cardNumber: string;
    readonly transport: CardTransport;
  }): Promise<Outcome<CardEntry, PersonaliseRefusal>> => {
    const { cardNumber, transport } = input;
    const state = await register.read();
    const card = getCard(state, cardNumber);
    const begun = await jobs.load(cardNumber);
    if (!isInProduction(card, begun)) return refused('not-planned');
    const permit = getPermit(state, card.permitRef);
    const channel = await deps.openPersonalisation(transport);
    if (channel === undefined) {
      // The last command of an earlier run got through and its answer did not; inspection tells whether this is that card.
      return begun?.step === 'locking' ? finish(cardNumber) : refused('not-blank');
    }
    const claimed = await register.change((now) => claimChip(now, cardNumber, channel.diversificationData));
    if (!claimed.ok) return claimed;
    if (begun !== undefined && !(await holdsKey(channel, begun.deviceKey))) return refused('another-chip');
    const job = begun ?? (await begin(card, permit, await makeChipKeys(channel)));
    await storeContent(channel, targetsOf({ ...job, ...permit, cvcaCertificate }));
    await jobs.save(cardNumber, { ...job, step: 'locking' });
    expectSuccess(await channel.transmit(setLifeCycle('personalised')), 'SET LIFE CYCLE');
    return finish(cardNumber);
  };

  /** Another program may have set the card aside since: then it stays so, and its passwords are forgotten again. */
  async function finish(cardNumber: string): Promise<Outcome<CardEntry, 'not-planned'>> {
    const outcome = await register.change<Outcome<CardEntry, 'not-planned'>>((state) => {
      const { stage } = getCard(state, cardNumber);
      if (stage !== 'planned' && stage !== 'personalised') return { state, value: refused('not-planned') };
      const next = withCard(state, cardNumber, { stage: 'personalised' });
      return { state: next, value: ok(getCard(next, cardNumber)) };
    });
    if (!outcome.ok) await jobs.discard(cardNumber);
    return outcome;
  }

  async function begin(card: CardEntry, permit: PermitEntry, keys: ChipKeys): Promise<PersonalisationJob> {
    const { permitRef, record } = permit;
    await register.change((now) => ({ state: withCard(now, card.cardNumber, keys), value: undefined }));
    const files = await deps.signPermit({ record, permitRef, ...keys, status: card.status });
    const job = { step: 'signed', secrets: drawSecrets(deps.random), deviceKey: keys.deviceKey, files } as const;
    await jobs.save(card.cardNumber, job);
    return job;
  }
}

/**
 * A card that was begun may count as personalised because another one lay on the reader when it was gone on with; until it
 * is inspected, its own chip may still want the last command.
 */
function isInProduction({ stage }: CardEntry, begun: PersonalisationJob | undefined): boolean {
  return stage === 'planned' || (stage === 'personalised' && begun !== undefined);
}

/** Enters the chip for the card: one chip makes one card, and a card that was begun stays on its chip. */
function claimChip(
  state: RegisterState,
  cardNumber: string,
  chipNumber: Uint8Array,
): Changed<Outcome<Uint8Array, 'not-planned' | 'not-in-stock' | 'another-chip' | 'chip-in-use'>> {
  const { chipNumber: claimed, stage } = getCard(state, cardNumber);
  if (stage !== 'planned' && stage !== 'personalised') return { state, value: refused('not-planned') };
  if (claimed !== undefined && !equalBytes(claimed, chipNumber)) return { state, value: refused('another-chip') };
  if (findChip(state, chipNumber) === undefined) return { state, value: refused('not-in-stock') };
  const holder = state.cards.find((card) => card.chipNumber !== undefined && equalBytes(card.chipNumber, chipNumber));
  if (holder !== undefined && holder.cardNumber !== cardNumber) return { state, value: refused('chip-in-use') };
  return { state: withCard(state, cardNumber, { chipNumber }), value: ok(chipNumber) };
}
