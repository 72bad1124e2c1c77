import { describe, expect, it } from 'vitest';
import {
  ACTION_RULES,
  ACTIONS,
  type Action,
  type ActionRule,
  type Assignment,
  decideRight,
  type Ground,
  heldFor,
  type Owner,
  type Place,
  PURPOSES,
  type Purpose,
  ROLES,
  type Role,
  rightsOf,
  STEP_UP_CLASSES,
  type Subject,
  type Target,
} from './index.ts';

const CITY = '800000';
const OTHER_CITY = '800001';
const OWN_OFFICE: Place = { kind: 'office', officeId: 'office-a', jurisdiction: CITY };

/** Where the thing that is asked about lies, as seen from the office of the role. */
const PLACES = {
  'own office': OWN_OFFICE,
  'other office': { kind: 'office', officeId: 'office-b', jurisdiction: CITY },
  'other city': { kind: 'office', officeId: 'office-c', jurisdiction: OTHER_CITY },
  'whole city': { kind: 'jurisdiction', jurisdiction: CITY },
  none: { kind: 'none' },
} as const satisfies Record<string, Place>;
type PlaceName = keyof typeof PLACES;
const PLACE_NAMES = ['own office', 'other office', 'other city', 'whole city', 'none'] as const satisfies PlaceName[];

/** Written the other way round than the table under test: for each action who may do it, and the letter of the scope. */
const WHO: Record<Action, string> = {
  'application.enter': 'clerk:O reporter:W holder:W',
  'application.search': 'clerk:O reviewer:O producer:O supervisor:O',
  'application.read': 'clerk:O reviewer:O producer:O supervisor:O',
  'application.supplement': 'clerk:O',
  'application.accept': 'clerk:O',
  'application.withdraw': 'clerk:O holder:W',
  'application.extend': 'supervisor:O',
  'application.decide': 'reviewer:O',
  'application.decide-batch': 'reviewer:O supervisor:O',
  'batch.read': 'clerk:O reviewer:O producer:O supervisor:O',
  'evidence.add': 'clerk:O reporter:W holder:W',
  'evidence.read': 'clerk:O reviewer:O supervisor:O',
  'fee.take': 'clerk:O',
  'fee.waive': 'supervisor:O',
  'duplicate.decide': 'reviewer:O',
  'service-class.confirm': 'reviewer:O',
  'person.search': 'clerk:J reviewer:J supervisor:J',
  'person.read': 'clerk:O reviewer:O supervisor:O',
  'person.correct': 'clerk:O',
  'person.merge': 'reviewer:J supervisor:J',
  'person.erase': 'supervisor:O',
  'record.seal': 'supervisor:O',
  'record.open-sealed': 'sealed-record-keeper:O',
  'registration.enter': 'clerk:O',
  'registration.read': 'clerk:O reviewer:O',
  'registration.verify': 'clerk:O reviewer:O',
  'report.file': 'reporter:W',
  'report.track': 'reporter:W',
  'report.read': 'clerk:O reviewer:O supervisor:O',
  'report.decide': 'reviewer:O',
  'card.produce': 'producer:O',
  'card.quality-check': 'clerk:O producer:O',
  'card.quarantine': 'producer:O supervisor:O',
  'card.hand-over': 'clerk:O',
  'card.activate': 'clerk:O',
  'card.endorse': 'clerk:O',
  'card.take-back': 'clerk:O',
  'card.hold': 'clerk:J supervisor:J holder:W',
  'card.revoke': 'supervisor:O',
  'revoke.batch': 'supervisor:O',
  'stock.move': 'clerk:O producer:O',
  'stock.close': 'producer:O supervisor:O',
  'stock.spoil': 'clerk:O producer:O supervisor:O',
  'grant.enter': 'clerk:O department-officer:W',
  'grant.read': 'clerk:O reviewer:O department-officer:W',
  'grant.approve': 'reviewer:O department-officer:W',
  'grant.sign': 'supervisor:O department-officer:W',
  'grant.withdraw': 'clerk:O department-officer:W',
  'grant.approve-withdrawal': 'reviewer:O department-officer:W',
  'enquiry.ask': 'department-officer:J',
  'enquiry.answer': 'department-officer:W',
  'use.settle': 'service-point-operator:W',
  'terminal.read': 'supervisor:O service-point-operator:W integrator:W',
  'terminal.enrol': 'service-point-operator:W integrator:W',
  'terminal.approve': 'supervisor:J',
  'terminal.revoke': 'supervisor:J',
  'appeal.file': 'holder:W',
  'appeal.decide': 'supervisor:O',
  'publication.run': 'supervisor:J',
  'policy.publish': 'supervisor:J',
  'import.run': 'supervisor:O',
  'key.ceremony': 'supervisor:J',
  'statistics.read': 'supervisor:J auditor:J',
  'audit.read': 'auditor:J',
  'audit.prove': 'auditor:J',
  'account.manage': 'administrator:A',
  'agent.manage': 'administrator:A',
  'job.manage': 'administrator:A',
  'own.read': 'holder:W',
  'own.dispute': 'holder:W',
  'own.request': 'holder:W',
};

/** Where each scope reaches, whoever owns the thing; W reaches whatever is one's own, wherever it lies. */
const REACHES: Record<string, readonly PlaceName[]> = {
  O: ['own office'],
  J: ['own office', 'other office', 'whole city'],
  A: PLACE_NAMES,
  W: PLACE_NAMES,
};

describe('every role × every action × own office, other office, other city, whole city, none', () => {
  it.each(ACTIONS)('%s is allowed to exactly whom the matrix names, and to somebody', (action) => {
    let allowed = 0;
    for (const role of ROLES) {
      for (const place of PLACE_NAMES) {
        for (const isOwn of [true, false]) {
          const expected = isExpected({ action, role, place, isOwn });
          expect.soft(isAllowed({ action, role, place, isOwn }), `${role} ${place} own=${isOwn}`).toBe(expected);
          if (expected) allowed += 1;
        }
      }
    }
    expect(allowed).toBeGreaterThan(0);
  });

  it('refuses each action to at least half of the roles', () => {
    for (const action of ACTIONS) expect(WHO[action].split(' ').length).toBeLessThan(ROLES.length / 2);
  });

  it('gives every role at least one action and names it in the matrix', () => {
    for (const role of ROLES) {
      expect(Object.values(WHO).some((who) => who.split(' ').some((entry) => entry.startsWith(`${role}:`)))).toBe(true);
    }
  });
});

describe('what product.md says a role must never be able to do', () => {
  const OPENING: readonly Action[] = ACTIONS.filter((action) => ACTION_RULES[action].opensRecord);
  const SEARCHING: readonly Action[] = ['application.search', 'person.search'];
  const CHANGING: readonly Action[] = ACTIONS.filter((action) => !/\.(read|search|prove|track)$/.test(action));

  it.each([
    'administrator',
    'reporter',
    'service-point-operator',
    'integrator',
    'sealed-record-keeper',
    'holder',
  ] as const)('%s opens and searches nobody', (role) => {
    expect([...OPENING, ...SEARCHING].filter((action) => actionsOf(role).includes(action))).toEqual([]);
  });

  it('an auditor changes nothing, and opens nobody', () => {
    expect([...CHANGING, ...OPENING].filter((action) => actionsOf('auditor').includes(action))).toEqual([]);
  });

  it('a department searches nobody', () => {
    expect(SEARCHING.filter((action) => actionsOf('department-officer').includes(action))).toEqual([]);
  });

  it('no role both enters and decides, or decides and produces', () => {
    for (const role of ROLES) {
      const duties = ['application.enter', 'application.decide', 'card.produce', 'card.revoke'] as const;
      expect(duties.filter((action) => actionsOf(role).includes(action)).length, role).toBeLessThanOrEqual(1);
    }
  });
});

type Cell = { readonly action: Action; readonly role: Role; readonly place: PlaceName; readonly isOwn: boolean };

function isExpected({ action, role, place, isOwn }: Cell): boolean {
  const entry = WHO[action].split(' ').find((text) => text.startsWith(`${role}:`));
  if (entry === undefined) return false;
  const letter = entry.slice(-1);
  if (letter === 'W' && !isOwn) return false;
  return REACHES[letter]?.includes(place) ?? false;
}

/** With every proof fresh, a purpose of the role where one is asked, and a case number: only role and reach decide. */
function isAllowed({ action, role, place, isOwn }: Cell): boolean {
  const assignment = assignmentOf(role);
  const target: Target = { place: PLACES[place], owners: ownersOf(assignment, isOwn), sealed: false, earlierActs: [] };
  const subject: Subject = {
    accountId: 'account-1',
    personId: undefined,
    assignments: [assignment],
    stepUps: STEP_UP_CLASSES,
  };
  return decideRight({ subject, action, target, ground: groundOf(action, role) }).ok;
}

function assignmentOf(role: Role): Assignment {
  const kind = heldFor(role);
  const isPlaced = kind === 'office' || kind === 'jurisdiction' || kind === 'nothing';
  return {
    role,
    officeId: kind === 'office' ? 'office-a' : undefined,
    jurisdiction: CITY,
    owner: isPlaced ? undefined : { kind, id: '7' },
  };
}

/** Its own things bear its owner; strange ones bear owners that differ in the number or only in the kind. */
function ownersOf({ owner }: Assignment, isOwn: boolean): readonly Owner[] {
  if (isOwn) return owner === undefined ? [] : [{ kind: 'organisation', id: '1' }, owner];
  return [
    { kind: 'organisation', id: owner?.kind === 'organisation' ? '8' : '7' },
    { kind: 'department', id: owner?.kind === 'department' ? '8' : '7' },
    { kind: 'person', id: owner?.kind === 'person' ? '8' : '7' },
  ];
}

function groundOf(action: Action, role: Role): Ground {
  const rule: ActionRule = ACTION_RULES[action];
  const purpose: Purpose | undefined = rule.purposes.find((name) => rightsOf(role).purposes.includes(name));
  const caseNumber = purpose !== undefined && PURPOSES[purpose].caseNumber ? 'CASE-1' : undefined;
  return { purpose, caseNumber, reason: undefined };
}

function actionsOf(role: Role): readonly string[] {
  return Object.keys(rightsOf(role).actions);
}
