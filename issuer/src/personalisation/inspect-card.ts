import { type Code, PermitError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type CardEntry, getCard, getPermit, type Register, withCard } from '../register/index.ts';
import type { Clock } from '../ports/index.ts';
import type { CardSecrets } from './card-file-targets.ts';
import type { JobStore } from './job-store.ts';
import { makeQuarantineCard } from './quarantine-card.ts';
import { findDefects, type ReadBack } from './read-back.ts';

export type InspectRefusal =
  /** It was not personalised yet, or it is inspected or set aside already. */
  | 'not-personalised'
  /** The card in the reader does not open with this card's number: it is another one. */
  | 'another-card';

/** Takes the passwords of a good card: prints the CAN on its face and the PUK into the holder's letter. */
export type HandOverSecrets = (cardNumber: string, secrets: CardSecrets) => Promise<void>;

/** What says that another card lies on the reader. */
const ANOTHER_CARD: readonly Code[] = ['PASSWORD_WRONG', 'CARD_NOT_PERMIT', 'CARD_BLANK'];

/** Why the office itself can judge no card at the moment: its clock, its trust folder or its terminal. */
export const OFFICE_FAULTS: readonly Code[] = [
  'CLOCK_BEHIND',
  'CLOCK_BEHIND_CARD',
  'CLOCK_JUMPED_BACK',
  'TRUST_ABSENT',
  'TRUST_STALE',
  'TERMINAL_EXPIRED',
  'TERMINAL_REVOKED',
  'TERMINAL_UNCERTIFIED',
];

/** What says nothing about the card that was made: it was taken away, or the reader failed. */
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
  'AGENT_ABSENT',
  'AGENT_LINE_LOST',
  'AGENT_TIMED_OUT',
];

/**
 * The gate to hand-over: the card is read in another process by the public verifier. Only a card that reads back without
 * a defect counts as checked; any other is quarantined, and its status index counts as revoked.
 * @throws PermitError READ_BACK_FAILED; the card is quarantined then, unless the reading itself was spoiled. CLOCK_*, TRUST_*
 *   and TERMINAL_* when the office could judge no card; this one stays as it is
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
    if (report.reasons.some((code) => ANOTHER_CARD.includes(code))) return refused('another-card');
    const spoiled = report.reasons.find((code) => SPOILED_BY.includes(code));
    if (spoiled !== undefined) throw new PermitError('READ_BACK_FAILED', { detail: `${spoiled}; read it again` });
    const defects = findDefects(report, getPermit(state, card.permitRef).record);
    if (defects.length > 0) {
      const fault = report.reasons.find((code) => OFFICE_FAULTS.includes(code));
      if (fault !== undefined) throw new PermitError(fault, { detail: 'read-back; the card stays as it is' });
      await makeQuarantineCard(deps)(cardNumber, 'read-back-failed');
      throw new PermitError('READ_BACK_FAILED', { detail: [...defects, ...report.reasons].join(', ') });
    }
    await deps.handOverSecrets(cardNumber, job.secrets);
    const checked = await deps.register.change<Outcome<CardEntry, InspectRefusal>>((now) => {
      if (getCard(now, cardNumber).stage !== 'personalised') return { state: now, value: refused('not-personalised') };
      const next = withCard(now, cardNumber, { stage: 'checked' });
      return { state: next, value: ok(getCard(next, cardNumber)) };
    });
    await deps.jobs.discard(cardNumber);
    return checked;
  };
}
