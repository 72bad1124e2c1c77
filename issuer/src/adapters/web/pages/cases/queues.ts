import type { ApplicationState } from '../../../../domain/lifecycles/index.ts';
import type { Role } from '../../../../domain/rights/index.ts';

/** Work that waits for somebody: cases in some states. */
export type Queue = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly states: readonly ApplicationState[];
};

/** The queues of an office, each with the roles whose work it is. */
export const QUEUES: readonly Queue[] = [
  { name: 'counter', roles: ['clerk'], states: ['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED'] },
  { name: 'review', roles: ['reviewer', 'supervisor'], states: ['ACCEPTED', 'IN_REVIEW'] },
  { name: 'production', roles: ['producer'], states: ['APPROVED', 'IN_PRODUCTION'] },
  { name: 'check', roles: ['producer', 'clerk'], states: ['QUALITY_CHECK'] },
  { name: 'collect', roles: ['clerk'], states: ['READY', 'DELIVERED'] },
  { name: 'under-way', roles: ['clerk'], states: ['ACCEPTED', 'IN_REVIEW', 'APPROVED', 'IN_PRODUCTION'] },
  { name: 'refused', roles: ['reviewer', 'supervisor'], states: ['REFUSED'] },
  {
    name: 'closed',
    roles: ['clerk', 'reviewer', 'producer', 'supervisor'],
    states: ['CLOSED', 'WITHDRAWN', 'LAPSED'],
  },
];

/** The queues of somebody's roles, their first work first. */
export function queuesOf(roles: readonly Role[]): readonly Queue[] {
  return QUEUES.filter((queue) => queue.roles.some((role) => roles.includes(role)));
}
