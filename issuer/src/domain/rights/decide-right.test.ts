import { assert, constantFrom, property, subarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTION_RULES,
  ACTIONS,
  type Action,
  type ActionRule,
  type Assignment,
  decideAccess,
  decideRight,
  decideRoleSet,
  decideTwoPersons,
  type Ground,
  isAction,
  isPurpose,
  isRole,
  ROLES,
  STEP_UP_CLASSES,
  type Subject,
  type Target,
} from './index.ts';

const PLACE = { kind: 'office', officeId: 'office-a', jurisdiction: '800000' } as const;
const TARGET: Target = { place: PLACE, owners: [], sealed: false, earlierActs: [] };
const NO_GROUND: Ground = { purpose: undefined, caseNumber: undefined, reason: undefined };
const CASE: Ground = { purpose: 'case-handling', caseNumber: 'CASE-1', reason: undefined };

describe('decideRight', () => {
  it('names role, scope, purpose and case in what it grants', () => {
    const outcome = decideRight({ subject: as('clerk'), action: 'application.read', target: TARGET, ground: CASE });
    expect(outcome).toMatchObject({
      ok: true,
      value: { accountId: 'account-1', role: 'clerk', scope: 'OWN_OFFICE', purpose: 'case-handling', persons: 1 },
    });
  });

  it('asks for a purpose, for one that role and action both have, and for the case that it serves', () => {
    const refusalOf = (ground: Partial<Ground>): unknown =>
      ask({ subject: as('clerk'), action: 'application.read', ground: { ...NO_GROUND, ...ground } });
    expect(refusalOf({})).toBe('purpose-missing');
    expect(refusalOf({ purpose: ' ' })).toBe('purpose-missing');
    expect(refusalOf({ purpose: 'curiosity' })).toBe('purpose-not-allowed');
    expect(refusalOf({ purpose: 'toString' })).toBe('purpose-not-allowed');
    expect(refusalOf({ purpose: 'audit' })).toBe('purpose-not-allowed');
    expect(refusalOf({ purpose: 'supervision' })).toBe('purpose-not-allowed');
    expect(refusalOf({ purpose: 'case-handling' })).toBe('case-missing');
    expect(refusalOf(CASE)).toBe('allowed');
    expect(refusalOf({ purpose: 'endorsement' })).toBe('allowed');
  });

  it('searches without a case number, since the case is what is searched', () => {
    const ground = { ...CASE, caseNumber: undefined };
    expect(ask({ subject: as('clerk'), action: 'application.search', ground })).toBe('allowed');
  });

  it('lets a department ask only with a purpose and a case number', () => {
    const officer = { ...as('department-officer'), assignments: [assignment('department-officer')] };
    const ground = { purpose: 'statutory-enquiry', caseNumber: undefined, reason: undefined };
    expect(ask({ subject: officer, action: 'enquiry.ask', ground: NO_GROUND })).toBe('purpose-missing');
    expect(ask({ subject: officer, action: 'enquiry.ask', ground })).toBe('case-missing');
    expect(ask({ subject: officer, action: 'enquiry.ask', ground: { ...ground, caseNumber: 'A-1' } })).toBe('allowed');
  });

  it('says which office or city is in the way, and that an unknown place is none', () => {
    const decide = (place: Target['place']): unknown =>
      ask({ subject: as('supervisor'), action: 'card.revoke', target: { ...TARGET, place } });
    expect(decide({ ...PLACE, officeId: 'office-b' })).toBe('other-office');
    expect(decide({ kind: 'none' })).toBe('place-unknown');
    const other: Target = { ...TARGET, place: { ...PLACE, jurisdiction: '800001' } };
    expect(ask({ subject: as('supervisor'), action: 'terminal.revoke', target: other })).toBe('other-jurisdiction');
    const homeless = { ...assignment('supervisor'), officeId: ' ', jurisdiction: '' };
    const nowhere: Target = { ...TARGET, place: { kind: 'office', officeId: ' ', jurisdiction: '' } };
    const subject = { ...as('supervisor'), assignments: [homeless] };
    expect(ask({ subject, action: 'card.revoke', target: nowhere })).toBe('place-unknown');
    expect(ask({ subject, action: 'terminal.revoke', target: nowhere })).toBe('place-unknown');
  });

  it('refuses a second duty to the person who had the first, through whatever role', () => {
    const subject = as('clerk', 'reviewer', 'producer', 'supervisor');
    for (const action of ACTIONS) {
      const rule: ActionRule = ACTION_RULES[action];
      for (const earlier of rule.notAfter) {
        const mine = { ...TARGET, earlierActs: [{ action: earlier, accountId: 'account-1' }] };
        const others = { ...TARGET, earlierActs: [{ action: earlier, accountId: 'account-2' }] };
        expect(ask({ subject, action, target: mine }), `${action} after ${earlier}`).toBe('same-person');
        expect(ask({ subject, action, target: others }), `${action} after another's ${earlier}`).toBe('allowed');
      }
    }
  });

  it('takes the two signatures of a two-person act from two people', () => {
    const subject = as('supervisor');
    for (const action of ['revoke.batch', 'stock.spoil', 'policy.publish', 'application.decide-batch'] as const) {
      const once = { ...TARGET, earlierActs: [{ action, accountId: 'account-1' }] };
      expect(ask({ subject, action, target: once })).toBe('same-person');
      expect(ask({ subject, action })).toBe('allowed');
    }
  });

  it('keeps everybody from their own case and their own account, whatever the role', () => {
    const clerk = { ...as('clerk'), personId: 'person-1' };
    const own: Target = { ...TARGET, owners: [{ kind: 'person', id: 'person-1' }] };
    expect(ask({ subject: clerk, action: 'application.enter', target: own })).toBe('own-case');
    expect(ask({ subject: as('clerk'), action: 'application.enter', target: own })).toBe('allowed');
    const account: Target = { ...TARGET, owners: [{ kind: 'account', id: 'account-1' }] };
    expect(ask({ subject: as('administrator'), action: 'account.manage', target: account })).toBe('own-case');
  });

  it('opens a sealed record to who has the extra right for that office, with a reason', () => {
    const sealed = { ...TARGET, sealed: true };
    const action = 'application.read';
    const both = as('clerk', 'sealed-record-keeper');
    expect(ask({ subject: as('clerk'), action, target: sealed, ground: CASE })).toBe('record-sealed');
    expect(ask({ subject: both, action, target: sealed, ground: CASE })).toBe('reason-missing');
    const ground = { ...CASE, reason: 'court order 1' };
    expect(ask({ subject: both, action, target: sealed, ground })).toBe('allowed');
    expect(ask({ subject: as('sealed-record-keeper'), action, target: sealed, ground })).toBe('no-role');
    const elsewhere = { ...assignment('sealed-record-keeper'), officeId: 'office-b' };
    const subject = { ...both, assignments: [assignment('clerk'), elsewhere] };
    expect(ask({ subject, action, target: sealed, ground })).toBe('record-sealed');
  });

  it('seals nothing from the holder whose record it is', () => {
    const holder = as('holder');
    const own: Target = { ...TARGET, owners: [{ kind: 'person', id: '7' }], sealed: true };
    expect(ask({ subject: { ...holder, personId: '7' }, action: 'own.read', target: own })).toBe('allowed');
  });

  it('takes a proof of presence for one class of acts as none for another', () => {
    const roles = ['clerk', 'reviewer', 'producer', 'supervisor'] as const;
    for (const action of ACTIONS) {
      const rule: ActionRule = ACTION_RULES[action];
      if (rule.stepUp === 'none') continue;
      const others = STEP_UP_CLASSES.filter((name) => name !== rule.stepUp);
      const subject = { ...as(...roles, 'administrator', 'department-officer'), stepUps: others };
      const target: Target = { ...TARGET, owners: [{ kind: 'department', id: '7' }] };
      expect(ask({ subject, action, target }), action).toBe('step-up-needed');
    }
  });

  it('asks for the proof of presence in every act of deciding, signing and revoking', () => {
    const acts = ACTIONS.filter((action) =>
      /\.(decide|decide-batch|sign|approve|revoke|batch|produce|erase)$/.test(action),
    );
    const bare = acts.filter((action) => ACTION_RULES[action].stepUp === 'none');
    expect(bare).toEqual(['report.decide']);
  });

  it('allows nothing more when a role or a proof is taken away', () => {
    const grounds = [CASE, NO_GROUND, { ...CASE, caseNumber: undefined }];
    assert(
      property(
        subarray([...ROLES]),
        constantFrom(...ACTIONS),
        subarray([...STEP_UP_CLASSES]),
        constantFrom<Ground>(...grounds),
        (roles, action, stepUps, ground) => {
          const less = decideRight({ subject: { ...as(...roles), stepUps }, action, target: TARGET, ground });
          const more = decideRight({ subject: as(...ROLES), action, target: TARGET, ground });
          expect(!less.ok || more.ok).toBe(true);
        },
      ),
    );
  });

  it('answers a subject without roles with no-role for everything', () => {
    for (const action of ACTIONS) expect(ask({ subject: as(), action, ground: CASE })).toBe('no-role');
  });
});

describe('decideAccess', () => {
  it('refuses nothing that decideRight could allow on some target, and names what can be known without one', () => {
    const noProof = { ...as('reviewer'), stepUps: [] };
    const refusalOf = (subject: Subject, action: Action, ground = NO_GROUND): unknown => {
      const outcome = decideAccess({ subject, action, ground });
      return outcome.ok ? outcome.value : outcome.refusal;
    };
    expect(refusalOf(as('auditor'), 'application.decide')).toBe('no-role');
    expect(refusalOf(noProof, 'application.decide')).toBe('step-up-needed');
    expect(refusalOf(as('reviewer'), 'application.decide')).toEqual(['reviewer']);
    expect(refusalOf(as('reviewer'), 'person.read')).toBe('purpose-missing');
    expect(refusalOf(as('reviewer'), 'person.read', CASE)).toEqual(['reviewer']);
    assert(
      property(
        subarray([...ROLES]),
        constantFrom(...ACTIONS),
        subarray([...STEP_UP_CLASSES]),
        constantFrom<Ground>(CASE, NO_GROUND),
        (roles, action, stepUps, ground) => {
          const subject = { ...as(...roles), stepUps };
          const right = decideRight({ subject, action, target: TARGET, ground });
          expect(!right.ok || decideAccess({ subject, action, ground }).ok).toBe(true);
        },
      ),
    );
  });
});

describe('decideTwoPersons', () => {
  it('waits for the second of two different people', () => {
    expect(decideTwoPersons('revoke.batch', ['a'])).toEqual({ ok: false, refusal: 'second-person-needed' });
    expect(decideTwoPersons('revoke.batch', ['a', 'a'])).toEqual({ ok: false, refusal: 'same-person' });
    expect(decideTwoPersons('revoke.batch', ['a', 'b'])).toEqual({ ok: true, value: ['a', 'b'] });
    expect(decideTwoPersons('card.revoke', ['a']).ok).toBe(true);
    expect(decideTwoPersons('card.revoke', []).ok).toBe(false);
  });
});

describe('decideRoleSet', () => {
  it('keeps administration, audit, departments, outsiders and holders apart from the office and each other', () => {
    expect(decideRoleSet(['clerk', 'reviewer', 'sealed-record-keeper']).ok).toBe(true);
    expect(decideRoleSet([])).toEqual({ ok: false, refusal: 'roles-missing' });
    for (const role of ROLES.filter((name) => !['administrator'].includes(name))) {
      expect(decideRoleSet(['administrator', role])).toEqual({ ok: false, refusal: 'roles-incompatible' });
    }
    expect(decideRoleSet(['auditor', 'supervisor']).ok).toBe(false);
    expect(decideRoleSet(['holder', 'clerk']).ok).toBe(false);
  });
});

describe('names from outside', () => {
  it('are taken only from the closed lists', () => {
    expect([isRole('clerk'), isRole('Clerk'), isRole('constructor')]).toEqual([true, false, false]);
    expect([isAction('card.revoke'), isAction('card.forge'), isAction('toString')]).toEqual([true, false, false]);
    expect([isPurpose('appeal'), isPurpose('valueOf'), isPurpose('')]).toEqual([true, false, false]);
  });
});

type Question = {
  readonly subject: Subject;
  readonly action: Action;
  readonly target?: Target;
  readonly ground?: Ground;
};

/** The refusal, or `allowed`. */
function ask({ subject, action, target = TARGET, ground = NO_GROUND }: Question): string {
  const outcome = decideRight({ subject, action, target, ground });
  return outcome.ok ? 'allowed' : outcome.refusal;
}

function as(...roles: readonly Assignment['role'][]): Subject {
  return { accountId: 'account-1', personId: undefined, assignments: roles.map(assignment), stepUps: STEP_UP_CLASSES };
}

function assignment(role: Assignment['role']): Assignment {
  const ownerKind = { 'department-officer': 'department', holder: 'person' } as const;
  const owner =
    role === 'department-officer' || role === 'holder' ? ({ kind: ownerKind[role], id: '7' } as const) : undefined;
  return { role, officeId: 'office-a', jurisdiction: '800000', owner };
}
