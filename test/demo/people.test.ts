import { DEFAULT_KINDS, findKind, isCounted } from '@residence-permit/shared/entitlements';
import { citizenIdBirthDate, citizenIdSex } from '@residence-permit/shared/identifiers';
import { compareDates } from '@residence-permit/shared/plain-date';
import { ageOverOn, encodeDataGroups } from '@residence-permit/shared/records';
import { expect, test } from 'vitest';
import { seededRandom } from '../builders/seeded-random.ts';
import { EXPECTED_TAPS } from './expected-taps.ts';
import { PEOPLE } from './people.ts';

test('has one person for each card of the expected table', () => {
  expect(PEOPLE.map(({ card }) => card).sort()).toEqual(Object.keys(EXPECTED_TAPS).sort());
});

test.each(PEOPLE)('$card: the record agrees with itself and can be signed', ({ record, activatedOn }) => {
  expect(citizenIdBirthDate(record.citizenId)).toBe(record.birthDate);
  expect(citizenIdSex(record.citizenId)).toBe(record.sex === 1 ? 'male' : 'female');
  expect(record.ageOver).toEqual(ageOverOn(record.birthDate, record.issue.issueDate));
  expect(compareDates(record.issue.issueDate, activatedOn)).toBeLessThan(0);
  expect(encodeDataGroups({ record, random: seededRandom('people') }).digests.size).toBe(14);
});

test.each(PEOPLE)(
  '$card: each grant is of a kind of the catalogue and has a limit where it is counted',
  ({ grants }) => {
    for (const grant of grants) {
      const kind = findKind(DEFAULT_KINDS, grant.kind);
      expect(kind, grant.kind).toBeDefined();
      expect(grant.limit !== undefined).toBe(kind !== undefined && isCounted(kind.model));
    }
  },
);

test('has a name with many dots, a name outside the BMP, a child, and four grants of two grantors', () => {
  const byCard = new Map(PEOPLE.map((person) => [person.card, person]));
  expect(byCard.get('long-name')?.record.name.split('·').length).toBeGreaterThan(3);
  expect(
    Array.from(byCard.get('rare-character')?.record.name ?? '', (one) => one.codePointAt(0) ?? 0).some(
      (point) => point > 0xffff,
    ),
  ).toBe(true);
  expect(byCard.get('child')?.record.ageOver.over16).toBe(false);
  const grants = byCard.get('four-grants')?.grants ?? [];
  expect(grants).toHaveLength(4);
  expect(new Set(grants.map(({ kind }) => findKind(DEFAULT_KINDS, kind)?.grantor)).size).toBe(2);
});
