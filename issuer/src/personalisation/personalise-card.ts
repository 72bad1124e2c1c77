import { type CardSession, type CardTransport, expectSuccess, setLifeCycle } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RandomSource } from '../ports/index.ts';
import { type CardEntry, getCard, getPermit, type PermitEntry, type Register, withCard } from '../register/index.ts';
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
  | 'another-chip';

/** Opens the protected personalisation channel to a blank card, with the office's own keys. @throws PermitError SCP_FAILED */
export type OpenPersonalisation = (transport: CardTransport) => Promise<CardSession>;

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
    const channel = await deps.openPersonalisation(input.transport);
    const keys = await makeChipKeys(channel);
    if (card.deviceKey !== undefined && !equalBytes(card.deviceKey, keys.deviceKey)) return refused('another-chip');
    await deps.register.change((now) => ({ state: withCard(now, card.cardNumber, keys), value: undefined }));
    const job = (await deps.jobs.load(card.cardNumber)) ?? (await begin(card, permit, keys));
    const { cvcaCertificate } = deps;
    await storeContent(channel, targetsOf({ ...job, ...permit, cvcaCertificate }));
    expectSuccess(await channel.transmit(setLifeCycle('personalised')), 'SET LIFE CYCLE');
    return ok(
      await deps.register.change((now) => {
        const next = withCard(now, card.cardNumber, { stage: 'personalised' });
        return { state: next, value: getCard(next, card.cardNumber) };
      }),
    );
  };

  async function begin(card: CardEntry, permit: PermitEntry, keys: ChipKeys): Promise<PersonalisationJob> {
    const { permitRef, record } = permit;
    const files = await deps.signPermit({ record, permitRef, ...keys, status: card.status });
    const job = { secrets: drawSecrets(deps.random), deviceKey: keys.deviceKey, files };
    await deps.jobs.save(card.cardNumber, job);
    return job;
  }
}
