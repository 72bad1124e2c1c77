import { expect, test } from 'vitest';
import { ROLES } from '../../domain/rights/index.ts';
import { DOORS, type Proxy, SPEAKERS } from '../ports/index.ts';
import { decideDoor, speakerAt } from './decide-door.ts';

const proxy: Proxy = { name: '样本', citizenId: '11010519491231002X', relation: 'GUARDIAN', ground: 'UNDER_16' };

test('each door has one role, and no other role has a door', () => {
  const open = ROLES.flatMap((role) =>
    DOORS.filter((door) => decideDoor(role, { door, proxy: undefined, speakers: [] }).ok).map((door) => [role, door]),
  );
  expect(open).toEqual([
    ['clerk', 'COUNTER'],
    ['reporter', 'EMPLOYER'],
    ['reporter', 'LANDLORD'],
    ['holder', 'HOLDER'],
  ]);
});

test('a third party speaks for itself only, and the office at the counter only', () => {
  const heard = (role: 'clerk' | 'reporter' | 'holder', door: (typeof DOORS)[number]) =>
    SPEAKERS.filter((speaker) => decideDoor(role, { door, proxy, speakers: [speaker] }).ok);
  expect(heard('reporter', 'EMPLOYER')).toEqual(['EMPLOYER']);
  expect(heard('reporter', 'LANDLORD')).toEqual(['LANDLORD']);
  expect(heard('holder', 'HOLDER')).toEqual(['APPLICANT', 'PROXY']);
  expect(heard('clerk', 'COUNTER')).toEqual(SPEAKERS);
});

test('a proxy speaks only where there is one', () => {
  const speakers = ['PROXY'] as const;
  expect(decideDoor('holder', { door: 'HOLDER', proxy: undefined, speakers })).toEqual({
    ok: false,
    refusal: 'speaker-not-at-door',
  });
  expect(speakerAt('HOLDER', proxy)).toBe('PROXY');
  expect(speakerAt('COUNTER', undefined)).toBe('APPLICANT');
  expect(speakerAt('LANDLORD', proxy)).toBe('LANDLORD');
});
