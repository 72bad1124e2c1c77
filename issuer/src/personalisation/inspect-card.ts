import { type Code, PermitError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type CardEntry, getCard, getPermit, type Register, withCard } from '../register/index.ts';
import type { Clock } from '../ports/index.ts';
import type { CardSecrets } from './card-file-targets.ts';
import type { JobStore } from './job-store.ts';
import { makeQuarantineCard } from './quarantine-card.ts';
import { findDefects, type ReadBack } from './read-back.ts';

export type InspectRefusal = 'not-personalised';

/** Takes the passwords of a good card: prints the CAN on its face and the PUK into the holder's letter. */
export type HandOverSecrets = (cardNumber: string, secrets: CardSecrets) => Promise<void>;

/** What says nothing about the card that was made: it was taken away, or another one lies on the reader. */
const SPOILED_BY: readonly Code[] = [
  'CARD_REMOVED',
  'CARD_ABSENT',
  'CARD_MUTE',
  'CARD_TIMED_OUT',
  'CARD_ANSWER_BAD',
  'CARD_RESET',
  'READER_FAILED',
  'READER_REMOVED',
  'READER_SERVICE_DOWN',
  'READER_BUSY',
  'PASSWORD_WRONG',
  'CARD_NOT_PERMIT',
];

/**
 * The gate to hand-over: the card is read in another process by the public verifier. Only a card that reads back without
 * a defect counts as checked; any other is quarantined, and its status index counts as revoked.
 * @throws PermitError READ_BACK_FAILED; the card is quarantined then, unless the reading itself was spoiled
 */
export function makeInspectCard(deps: {
  readonly register: Register;
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly readBack: ReadBack;
  readonly handOverSecrets: HandOverSecrets;
}) {
  return async (cardNumber: string): Promise<Outcome<CardEntry, InspectRefusal>> => {
    const state = await deps.register.read();
    const card = getCard(state, cardNumber);
    const job = await deps.jobs.load(cardNumber);
    if (card.stage !== 'personalised' || job === undefined) return refused('not-personalised');
    const report = await deps.readBack({ can: job.secrets.can });
    const spoiled = report.reasons.find((code) => SPOILED_BY.includes(code));
    if (spoiled !== undefined) throw new PermitError('READ_BACK_FAILED', { detail: `${spoiled}; read it again` });
    const defects = findDefects(report, getPermit(state, card.permitRef).record);
    if (defects.length > 0) {
      await makeQuarantineCard(deps)(cardNumber, 'read-back-failed');
      throw new PermitError('READ_BACK_FAILED', { detail: [...defects, ...report.reasons].join(', ') });
    }
    await deps.handOverSecrets(cardNumber, job.secrets);
    const checked = await deps.register.change((now) => {
      const next = withCard(now, cardNumber, { stage: 'checked' });
      return { state: next, value: getCard(next, cardNumber) };
    });
    await deps.jobs.discard(cardNumber);
    return ok(checked);
  };
}
