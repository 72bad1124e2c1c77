import type { Action } from './actions.ts';
import type { Purpose } from './purposes.ts';
import type { Role } from './roles.ts';

/**
 * How far a right reaches: what the role's office holds; what any office of its jurisdiction holds; anything; or what
 * belongs to the very person, organisation or department that the role is held for.
 */
export type Scope = 'OWN_OFFICE' | 'JURISDICTION' | 'ANY' | 'OWN';

/** What one role may do, how far, and for what it may look at people. An action that is not listed is refused. */
export type RoleRights = {
  readonly actions: { readonly [A in Action]?: Scope };
  readonly purposes: readonly Purpose[];
};

/** The whole table of rights. `product.md` says for each role what it may never do; the test beside this file holds both. */
export const ROLE_RIGHTS = {
  clerk: {
    purposes: [
      'case-handling',
      'counter-service',
      'endorsement',
      'duplicate-check',
      'registration-upkeep',
      'report-handling',
      'rights-request',
    ],
    actions: {
      'application.enter': 'OWN_OFFICE',
      'application.search': 'OWN_OFFICE',
      'application.read': 'OWN_OFFICE',
      'application.supplement': 'OWN_OFFICE',
      'application.accept': 'OWN_OFFICE',
      'application.withdraw': 'OWN_OFFICE',
      'batch.read': 'OWN_OFFICE',
      'evidence.add': 'OWN_OFFICE',
      'evidence.read': 'OWN_OFFICE',
      'fee.take': 'OWN_OFFICE',
      'person.search': 'JURISDICTION',
      'person.read': 'OWN_OFFICE',
      'person.correct': 'OWN_OFFICE',
      'registration.enter': 'OWN_OFFICE',
      'registration.read': 'OWN_OFFICE',
      'registration.verify': 'OWN_OFFICE',
      'report.read': 'OWN_OFFICE',
      'card.quality-check': 'OWN_OFFICE',
      'card.hand-over': 'OWN_OFFICE',
      'card.activate': 'OWN_OFFICE',
      'card.endorse': 'OWN_OFFICE',
      'card.take-back': 'OWN_OFFICE',
      'card.hold': 'JURISDICTION',
      'stock.move': 'OWN_OFFICE',
      'stock.spoil': 'OWN_OFFICE',
      'grant.enter': 'OWN_OFFICE',
      'grant.read': 'OWN_OFFICE',
      'grant.withdraw': 'OWN_OFFICE',
    },
  },
  reviewer: {
    purposes: ['case-handling', 'endorsement', 'duplicate-check', 'report-handling', 'grant-handling'],
    actions: {
      'application.search': 'OWN_OFFICE',
      'application.read': 'OWN_OFFICE',
      'application.decide': 'OWN_OFFICE',
      'application.decide-batch': 'OWN_OFFICE',
      'batch.read': 'OWN_OFFICE',
      'evidence.read': 'OWN_OFFICE',
      'duplicate.decide': 'OWN_OFFICE',
      'service-class.confirm': 'OWN_OFFICE',
      'person.search': 'JURISDICTION',
      'person.merge': 'JURISDICTION',
      'person.read': 'OWN_OFFICE',
      'registration.read': 'OWN_OFFICE',
      'registration.verify': 'OWN_OFFICE',
      'report.read': 'OWN_OFFICE',
      'report.decide': 'OWN_OFFICE',
      'grant.read': 'OWN_OFFICE',
      'grant.approve': 'OWN_OFFICE',
      'grant.approve-withdrawal': 'OWN_OFFICE',
    },
  },
  producer: {
    purposes: ['card-production'],
    actions: {
      'application.search': 'OWN_OFFICE',
      'application.read': 'OWN_OFFICE',
      'batch.read': 'OWN_OFFICE',
      'card.produce': 'OWN_OFFICE',
      'card.quality-check': 'OWN_OFFICE',
      'card.quarantine': 'OWN_OFFICE',
      'stock.move': 'OWN_OFFICE',
      'stock.close': 'OWN_OFFICE',
      'stock.spoil': 'OWN_OFFICE',
    },
  },
  supervisor: {
    purposes: ['supervision', 'appeal', 'rights-request', 'case-handling'],
    actions: {
      'application.search': 'OWN_OFFICE',
      'application.read': 'OWN_OFFICE',
      'application.extend': 'OWN_OFFICE',
      'application.decide-batch': 'OWN_OFFICE',
      'batch.read': 'OWN_OFFICE',
      'evidence.read': 'OWN_OFFICE',
      'fee.waive': 'OWN_OFFICE',
      'person.search': 'JURISDICTION',
      'person.read': 'OWN_OFFICE',
      'person.merge': 'JURISDICTION',
      'person.erase': 'OWN_OFFICE',
      'record.seal': 'OWN_OFFICE',
      'report.read': 'OWN_OFFICE',
      'card.quarantine': 'OWN_OFFICE',
      'card.hold': 'JURISDICTION',
      'card.revoke': 'OWN_OFFICE',
      'revoke.batch': 'OWN_OFFICE',
      'stock.close': 'OWN_OFFICE',
      'stock.spoil': 'OWN_OFFICE',
      'grant.sign': 'OWN_OFFICE',
      'terminal.read': 'OWN_OFFICE',
      'terminal.approve': 'JURISDICTION',
      'terminal.revoke': 'JURISDICTION',
      'appeal.decide': 'OWN_OFFICE',
      'publication.run': 'JURISDICTION',
      'policy.publish': 'JURISDICTION',
      'import.run': 'OWN_OFFICE',
      'key.ceremony': 'JURISDICTION',
      'statistics.read': 'JURISDICTION',
    },
  },
  'sealed-record-keeper': { purposes: [], actions: { 'record.open-sealed': 'OWN_OFFICE' } },
  auditor: {
    purposes: ['audit'],
    actions: { 'audit.read': 'JURISDICTION', 'audit.prove': 'JURISDICTION', 'statistics.read': 'JURISDICTION' },
  },
  administrator: {
    purposes: [],
    actions: { 'account.manage': 'ANY', 'agent.manage': 'ANY', 'job.manage': 'ANY' },
  },
  'department-officer': {
    purposes: ['grant-handling', 'statutory-enquiry'],
    actions: {
      'grant.enter': 'OWN',
      'grant.read': 'OWN',
      'grant.approve': 'OWN',
      'grant.sign': 'OWN',
      'grant.withdraw': 'OWN',
      'grant.approve-withdrawal': 'OWN',
      'enquiry.ask': 'JURISDICTION',
      'enquiry.answer': 'OWN',
    },
  },
  reporter: {
    purposes: [],
    actions: { 'application.enter': 'OWN', 'evidence.add': 'OWN', 'report.file': 'OWN', 'report.track': 'OWN' },
  },
  'service-point-operator': {
    purposes: [],
    actions: { 'terminal.read': 'OWN', 'terminal.enrol': 'OWN', 'use.settle': 'OWN' },
  },
  integrator: { purposes: [], actions: { 'terminal.read': 'OWN', 'terminal.enrol': 'OWN' } },
  holder: {
    purposes: [],
    actions: {
      'application.enter': 'OWN',
      'application.withdraw': 'OWN',
      'evidence.add': 'OWN',
      'card.hold': 'OWN',
      'appeal.file': 'OWN',
      'own.read': 'OWN',
      'own.dispute': 'OWN',
      'own.request': 'OWN',
    },
  },
} as const satisfies Record<Role, RoleRights>;

/** The same table by role, for lookups with an action that the role may not have. */
export function rightsOf(role: Role): RoleRights {
  return ROLE_RIGHTS[role];
}
