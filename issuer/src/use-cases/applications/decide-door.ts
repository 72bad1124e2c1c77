import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Role } from '../../domain/rights/index.ts';
import type { Door, Proxy, Speaker } from '../ports/index.ts';

/** Through which doors each role enters a case; the others enter none. */
const DOORS_OF: { readonly [R in Role]?: readonly Door[] } = {
  clerk: ['COUNTER'],
  holder: ['HOLDER'],
  reporter: ['EMPLOYER', 'LANDLORD'],
};

/** Whose words come through a door. At the counter the officer writes down what others say, and what the office knows. */
const SPEAKERS_AT = {
  COUNTER: ['APPLICANT', 'PROXY', 'SCHOOL', 'EMPLOYER', 'LANDLORD', 'DEPARTMENT', 'OFFICE'],
  HOLDER: ['APPLICANT', 'PROXY'],
  EMPLOYER: ['EMPLOYER'],
  LANDLORD: ['LANDLORD'],
} as const satisfies Record<Door, readonly Speaker[]>;

export type DoorRefusal = 'door-not-yours' | 'speaker-not-at-door';

/** Whether that role uses that door, and those who speak can be heard at it. */
export function decideDoor(
  role: Role,
  entered: { readonly door: Door; readonly proxy: Proxy | undefined; readonly speakers: readonly Speaker[] },
): Outcome<Door, DoorRefusal> {
  const { door, proxy, speakers } = entered;
  if (DOORS_OF[role]?.includes(door) !== true) return refused('door-not-yours');
  const heard: readonly Speaker[] = SPEAKERS_AT[door];
  const isHeard = (speaker: Speaker) => heard.includes(speaker) && (speaker !== 'PROXY' || proxy !== undefined);
  return speakers.every(isHeard) ? ok(door) : refused('speaker-not-at-door');
}

/** Who speaks where nobody else is named. */
export function speakerAt(door: Door, proxy: Proxy | undefined): Speaker {
  if (door === 'EMPLOYER' || door === 'LANDLORD') return door;
  return proxy === undefined ? 'APPLICANT' : 'PROXY';
}
