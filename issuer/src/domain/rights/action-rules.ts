import type { Action } from './actions.ts';
import type { Purpose } from './purposes.ts';

/** Acts that one proof of presence covers together: a proof for deciding does not sign, and one for signing does not revoke. */
export const STEP_UP_CLASSES = ['decide', 'sign', 'revoke', 'manage'] as const;

export type StepUpClass = (typeof STEP_UP_CLASSES)[number];

/** What an action asks of whoever does it, beside the role and its scope. */
export type ActionRule = {
  /** The proof of presence that must be fresh, if any. */
  readonly stepUp: StepUpClass | 'none';
  /** Purposes that allow it; empty where the act is its own purpose. */
  readonly purposes: readonly Purpose[];
  /** It shows the content of one person's record: sealed ones need more, and some purposes a case number. */
  readonly opensRecord: boolean;
  /** How many different people it takes. */
  readonly persons: 1 | 2;
  /** Who did one of these on the same thing may not do it. */
  readonly notAfter: readonly Action[];
};

/**
 * Separation of duties: enter, decide, personalise, hand over and revoke are different people's (Decree 663, art. 20 makes
 * each of them answer for what they do).
 */
export const ACTION_RULES = {
  'application.enter': rule({}),
  'application.search': rule({
    purposes: [
      'case-handling',
      'card-production',
      'counter-service',
      'endorsement',
      'duplicate-check',
      'report-handling',
      'rights-request',
      'appeal',
      'supervision',
    ],
  }),
  'application.read': rule({
    purposes: [
      'case-handling',
      'card-production',
      'endorsement',
      'duplicate-check',
      'rights-request',
      'appeal',
      'supervision',
    ],
    opensRecord: true,
  }),
  'application.supplement': rule({}),
  'application.accept': rule({}),
  'application.withdraw': rule({}),
  'application.extend': rule({ stepUp: 'decide' }),
  'application.decide': rule({ stepUp: 'decide', notAfter: ['application.enter', 'application.accept'] }),
  'application.decide-batch': rule({
    stepUp: 'decide',
    persons: 2,
    notAfter: ['application.enter', 'application.accept'],
  }),
  'batch.read': rule({}),
  'evidence.add': rule({}),
  'evidence.read': rule({ purposes: ['case-handling', 'appeal', 'rights-request', 'supervision'], opensRecord: true }),
  'fee.take': rule({}),
  'fee.waive': rule({ notAfter: ['fee.take'] }),
  'duplicate.decide': rule({ stepUp: 'decide' }),
  'service-class.confirm': rule({ stepUp: 'decide', notAfter: ['application.enter'] }),
  'person.search': rule({
    purposes: [
      'case-handling',
      'counter-service',
      'endorsement',
      'duplicate-check',
      'registration-upkeep',
      'report-handling',
      'rights-request',
      'supervision',
    ],
  }),
  'person.read': rule({
    purposes: [
      'case-handling',
      'counter-service',
      'endorsement',
      'duplicate-check',
      'registration-upkeep',
      'report-handling',
      'rights-request',
      'supervision',
    ],
    opensRecord: true,
  }),
  'person.correct': rule({}),
  'person.merge': rule({ stepUp: 'decide', persons: 2 }),
  'person.erase': rule({ stepUp: 'revoke', persons: 2 }),
  'record.seal': rule({ stepUp: 'decide' }),
  'record.open-sealed': rule({}),
  'registration.enter': rule({}),
  'registration.read': rule({
    purposes: ['case-handling', 'counter-service', 'endorsement', 'registration-upkeep', 'report-handling'],
    opensRecord: true,
  }),
  'registration.verify': rule({}),
  'report.file': rule({}),
  'report.track': rule({}),
  'report.read': rule({ purposes: ['report-handling', 'case-handling', 'supervision'], opensRecord: true }),
  'report.decide': rule({}),
  'card.produce': rule({ stepUp: 'sign', notAfter: ['application.decide', 'application.decide-batch'] }),
  'card.quality-check': rule({ notAfter: ['card.produce'] }),
  'card.quarantine': rule({}),
  'card.hand-over': rule({ notAfter: ['application.decide', 'application.decide-batch', 'card.produce'] }),
  'card.activate': rule({
    stepUp: 'sign',
    notAfter: ['application.decide', 'application.decide-batch', 'card.produce'],
  }),
  'card.endorse': rule({ stepUp: 'sign' }),
  'card.take-back': rule({}),
  'card.hold': rule({}),
  'card.revoke': rule({ stepUp: 'revoke', notAfter: ['application.decide', 'application.decide-batch'] }),
  'revoke.batch': rule({ stepUp: 'revoke', persons: 2 }),
  'stock.move': rule({}),
  'stock.close': rule({}),
  'stock.spoil': rule({ persons: 2 }),
  'grant.enter': rule({}),
  'grant.read': rule({ purposes: ['grant-handling', 'counter-service', 'endorsement'], opensRecord: true }),
  'grant.approve': rule({ stepUp: 'decide', notAfter: ['grant.enter'] }),
  'grant.sign': rule({ stepUp: 'sign', notAfter: ['grant.enter'] }),
  'grant.withdraw': rule({}),
  'grant.approve-withdrawal': rule({ stepUp: 'revoke', notAfter: ['grant.withdraw'] }),
  'enquiry.ask': rule({ purposes: ['statutory-enquiry'], opensRecord: true }),
  'enquiry.answer': rule({}),
  'use.settle': rule({}),
  'terminal.read': rule({}),
  'terminal.enrol': rule({}),
  'terminal.approve': rule({ stepUp: 'sign', notAfter: ['terminal.enrol'] }),
  'terminal.revoke': rule({ stepUp: 'revoke' }),
  'appeal.file': rule({}),
  'appeal.decide': rule({
    stepUp: 'decide',
    notAfter: ['application.enter', 'application.accept', 'application.decide', 'application.decide-batch'],
  }),
  'publication.run': rule({ stepUp: 'sign' }),
  'policy.publish': rule({ stepUp: 'decide', persons: 2 }),
  'import.run': rule({}),
  'key.ceremony': rule({ stepUp: 'sign', persons: 2 }),
  'statistics.read': rule({}),
  'audit.read': rule({ purposes: ['audit', 'rights-request'] }),
  'audit.prove': rule({}),
  'account.manage': rule({ stepUp: 'manage' }),
  'agent.manage': rule({ stepUp: 'manage' }),
  'job.manage': rule({}),
  'own.read': rule({}),
  'own.dispute': rule({}),
  'own.request': rule({}),
} as const satisfies Record<Action, ActionRule>;

function rule(given: Partial<ActionRule>): ActionRule {
  return { stepUp: 'none', purposes: [], opensRecord: false, persons: 1, notAfter: [], ...given };
}
