import { heldFor, ROLES, type Role, STEP_UP_CLASSES } from '@residence-permit/issuer/domain/rights';
import { OFFICE_ID, OTHER_OFFICE_ID } from '../../builders/sample-offices.ts';
import { Session } from './session.ts';

/** Whether somebody belongs to the office, person, organisation or department of the things, or to another one. */
export const SIDES = ['own', 'other'] as const;
export type Side = (typeof SIDES)[number];

export const ORGANISATIONS = { own: '91800000MA00000000', other: '91800000MA00000001' } as const;
export const DEPARTMENTS = { own: 'labour', other: 'health' } as const;
const OFFICES = { own: OFFICE_ID, other: OTHER_OFFICE_ID } as const;
const CITIES = { own: '800000', other: '800001' } as const;
export const PASSWORD = 'correct 马 battery';

/** An account, signed in twice: with no proof of presence, and with every one. */
export type Actor = {
  readonly accountId: string;
  readonly login: string;
  readonly unproved: Session;
  readonly proved: Session;
};

/** Everybody who calls: each role at each side, and an account without a role. */
export type Staff = {
  readonly of: (role: Role, side: Side) => Actor;
  readonly withoutRole: Actor;
  /** An account that others do things to. */
  readonly target: { readonly accountId: string };
  /** Another session of that account. */
  readonly signIn: (login: string) => Promise<Session>;
};

/** Makes the accounts through the API, as the administrator does. */
export async function signInStaff(given: {
  readonly url: string;
  readonly setUpCode: string;
  readonly persons: Readonly<Record<Side, string>>;
  /** Takes the roles of an account away, which nobody may do over the API. */
  readonly takeRoles: (accountId: string) => Promise<void>;
}): Promise<Staff> {
  const { url, persons } = given;
  const administrator = new Session(url);
  await setUp(administrator, 'first.admin', given.setUpCode);
  await prove(administrator);

  async function make(login: string, role: Role, side: Side) {
    const personId = role === 'holder' ? { personId: persons[side] } : {};
    const roles = [{ role, ...placeOf(role, side, persons) }];
    const made = await administrator.done('post', '/api/v1/accounts', {
      login,
      displayName: '样本',
      roles,
      ...personId,
    });
    return { accountId: String(made['accountId']), setUpCode: String(made['setUpCode']) };
  }
  async function signIn(login: string): Promise<Session> {
    const session = new Session(url);
    await session.done('post', '/api/v1/session', { login, password: PASSWORD });
    return session;
  }
  async function enter(login: string, made: Awaited<ReturnType<typeof make>>): Promise<Actor> {
    const unproved = new Session(url);
    await setUp(unproved, login, made.setUpCode);
    const proved = await signIn(login);
    await prove(proved);
    return { accountId: made.accountId, login, unproved, proved };
  }

  const logins = ROLES.flatMap((role) => SIDES.map((side) => ({ role, side, login: `${role}.${side}` })));
  const entered = logins.map(async ({ role, side, login }) => {
    return [login, await enter(login, await make(login, role, side))] as const;
  });
  const actors = new Map(await Promise.all(entered));
  const bare = await make('without.role', 'clerk', 'own');
  await given.takeRoles(bare.accountId);
  return {
    of: (role, side) => {
      const actor = actors.get(`${role}.${side}`);
      if (actor === undefined) throw new Error(`nobody is ${role}`);
      return actor;
    },
    withoutRole: await enter('without.role', bare),
    target: await make('some.body', 'clerk', 'own'),
    signIn,
  };
}

function placeOf(role: Role, side: Side, persons: Readonly<Record<Side, string>>) {
  const kind = heldFor(role);
  switch (kind) {
    case 'office':
      return { officeId: OFFICES[side] };
    case 'jurisdiction':
      return { jurisdiction: CITIES[side] };
    case 'department':
      return { jurisdiction: CITIES.own, ownerId: DEPARTMENTS[side] };
    case 'organisation':
      return { ownerId: ORGANISATIONS[side] };
    case 'person':
      return { ownerId: persons[side] };
    case 'nothing':
      return {};
    default:
      return kind satisfies never;
  }
}

async function setUp(session: Session, login: string, code: string): Promise<void> {
  await session.done('post', '/api/v1/session/set-up', { login, code, password: PASSWORD });
}

async function prove(session: Session): Promise<void> {
  for (const name of STEP_UP_CLASSES) {
    const proof = { method: 'password', password: PASSWORD };
    await session.done('post', '/api/v1/session/step-up', { class: name, proof });
  }
}
