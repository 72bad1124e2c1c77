import { type CardSession, type CardTransport, expectSuccess, setLifeCycle } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RandomSource } from '../ports/index.ts';
import {
  type CardEntry,
  type Changed,
  getCard,
  getPermit,
  type PermitEntry,
  type Register,
  type RegisterState,
  withCard,
} from '../register/index.ts';
import type { PermitFiles, PermitToSign } from '../signing/index.ts';
import { targetsOf } from './card-file-targets.ts';
import { type ChipKeys, makeChipKeys } from './chip-keys.ts';
import { drawSecrets } from './draw-secrets.ts';
import type { JobStore, PersonalisationJob } from './job-store.ts';
import { storeContent } from './store-content.ts';

export type PersonaliseRefusal =
  /** The card was personalised before, or set aside. */
  | 'not-planned'
  /** The card in the reader is not the blank that this card was begun on. */
  | 'another-chip'
  /** The chip was begun for another card of the register. */
  | 'chip-in-use'
  /** The chip takes no personalisation any more, and nothing was begun for this card. */
  | 'not-blank';

/**
 * Opens the protected personalisation channel to a blank card, with the office's own keys.
 * @returns undefined when the chip's key set is disabled: it is personalised
 * @throws CardError SCP_FAILED when it holds other keys
 */
export type OpenPersonalisation = (transport: CardTransport) => Promise<CardSession | undefined>;

/**
 * Puts a planned card's record on the blank in the reader: keys made by the chip, files signed for them, stored, confirmed
 * by hash; then the key set is disabled. It does not count as good before it was inspected. After a crash the same call
 * goes on where it stopped.
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
  return async (input: {
    readonly cardNumber: string;
    readonly transport: CardTransport;
  }): Promise<Outcome<CardEntry, PersonaliseRefusal>> => {
    const state = await deps.register.read();
    const card = getCard(state, input.cardNumber);
    if (card.stage !== 'planned') return refused('not-planned');
    const permit = getPermit(state, card.permitRef);
    const begun = await deps.jobs.load(card.cardNumber);
    const channel = await deps.openPersonalisation(input.transport);
    if (channel === undefined) {
      // The last step of an earlier run got through and its answer did not; inspection tells whether this is that card.
      return begun === undefined ? refused('not-blank') : ok(await finish(card.cardNumber));
    }
    const keys = await makeChipKeys(channel);
    const claimed = await deps.register.change((now) => claimChip(now, card.cardNumber, keys));
    if (!claimed.ok) return claimed;
    const job = begun ?? (await begin(card, permit, keys));
    const { cvcaCertificate } = deps;
    await storeContent(channel, targetsOf({ ...job, ...permit, cvcaCertificate }));
    expectSuccess(await channel.transmit(setLifeCycle('personalised')), 'SET LIFE CYCLE');
    return ok(await finish(card.cardNumber));
  };

  function finish(cardNumber: string): Promise<CardEntry> {
    return deps.register.change((state) => {
      const next = withCard(state, cardNumber, { stage: 'personalised' });
      return { state: next, value: getCard(next, cardNumber) };
    });
  }

  async function begin(card: CardEntry, permit: PermitEntry, keys: ChipKeys): Promise<PersonalisationJob> {
    const { permitRef, record } = permit;
    const files = await deps.signPermit({ record, permitRef, ...keys, status: card.status });
    const job = { secrets: drawSecrets(deps.random), deviceKey: keys.deviceKey, files };
    await deps.jobs.save(card.cardNumber, job);
    return job;
  }
}

/** Enters the chip's keys for the card: one chip makes one card, and a card that was begun stays on its chip. */
function claimChip(
  state: RegisterState,
  cardNumber: string,
  keys: ChipKeys,
): Changed<Outcome<ChipKeys, 'another-chip' | 'chip-in-use'>> {
  const { deviceKey } = getCard(state, cardNumber);
  if (deviceKey !== undefined && !equalBytes(deviceKey, keys.deviceKey))
    return { state, value: refused('another-chip') };
  const holder = state.cards.find((card) => card.deviceKey !== undefined && equalBytes(card.deviceKey, keys.deviceKey));
  if (holder !== undefined && holder.cardNumber !== cardNumber) return { state, value: refused('chip-in-use') };
  return { state: withCard(state, cardNumber, keys), value: ok(keys) };
}
