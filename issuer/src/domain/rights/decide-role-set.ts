import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Owner } from './subject.ts';
import type { Role } from './roles.ts';

/** Roles of one group may be held together; what one case keeps apart, `ACTION_RULES` keeps apart by person. */
const GROUP_OF = {
  clerk: 'office',
  reviewer: 'office',
  producer: 'office',
  supervisor: 'office',
  'sealed-record-keeper': 'office',
  auditor: 'auditor',
  administrator: 'administrator',
  'department-officer': 'department',
  reporter: 'outside',
  'service-point-operator': 'outside',
  integrator: 'outside',
  holder: 'holder',
} as const satisfies Record<Role, string>;

/** What a role is held for. */
const HELD_FOR = {
  clerk: 'office',
  reviewer: 'office',
  producer: 'office',
  supervisor: 'office',
  'sealed-record-keeper': 'office',
  auditor: 'jurisdiction',
  administrator: 'nothing',
  'department-officer': 'department',
  reporter: 'organisation',
  'service-point-operator': 'organisation',
  integrator: 'organisation',
  holder: 'person',
} as const satisfies Record<Role, 'office' | 'jurisdiction' | 'nothing' | Owner['kind']>;

/** What a role must be held for: an office, a jurisdiction, an owner of a kind, or nothing. */
export function heldFor(role: Role): (typeof HELD_FOR)[Role] {
  return HELD_FOR[role];
}

/** Whether one account may hold these roles: who makes accounts reads nobody, who audits changes nothing. */
export function decideRoleSet(
  roles: readonly Role[],
): Outcome<readonly Role[], 'roles-missing' | 'roles-incompatible'> {
  if (roles.length === 0) return refused('roles-missing');
  const groups = new Set(roles.map((role) => GROUP_OF[role]));
  return groups.size === 1 ? ok(roles) : refused('roles-incompatible');
}
