import { DEFAULT_KINDS, type EntitlementKind } from '@residence-permit/shared/entitlements';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { ageOverOn, type Grant, MAX_GRANTS } from '@residence-permit/shared/records';
import { describe, expect, test } from 'vitest';
import type { PermitEntry } from '../register/index.ts';
import { decideGrant, decideWithdrawal, replaceRecord } from './decide-entitlement.ts';

const day = parsePlainDate;
const permit: PermitEntry = {
  permitRef: new Uint8Array(16).fill(5),
  record: {
    name: '样本',
    birthDate: day('1949-12-31'),
    sex: 2,
    ethnicGroup: '01',
    citizenId: parseCitizenId('11010519491231002X'),
    hukouAddress: '示例省',
    residenceAddress: '示例市',
    portrait: Uint8Array.of(1),
    issue: { permitNumber: parsePermitNumber('P1'), issuingAuthority: '示例机关', issueDate: day('2026-01-01') },
    residence: { grounds: [1], since: day('2025-01-01'), continuousMonths: 12 },
    ageOver: ageOverOn(day('1949-12-31'), day('2026-01-01')),
    serviceClass: 3,
  },
  entitlements: [],
};
const grant = (kind: string, id: number, change: Partial<Grant> = {}): Grant => ({
  id: new Uint8Array(8).fill(id),
  kind,
  from: day('2026-01-01'),
  through: day('2026-12-31'),
  ...change,
});

/** The permit after these grants, each decided and entered in turn. */
function permitWith(...grants: readonly Grant[]): PermitEntry {
  return grants.reduce((entry, next) => {
    const decision = decideGrant(entry, next, DEFAULT_KINDS);
    if (!decision.ok) throw new Error(decision.refusal);
    return { ...entry, entitlements: replaceRecord(entry.entitlements, decision.value) };
  }, permit);
}

describe('grant', () => {
  test('begins a record of its grantor in the data group of its kind, bound to the permit', () => {
    expect(decideGrant(permit, grant('health', 1), DEFAULT_KINDS)).toEqual({
      ok: true,
      value: { dataGroup: 18, grantor: 'health', version: 1, binding: permit.permitRef, grants: [grant('health', 1)] },
    });
  });

  test('stands beside those of the same grantor, and replaces the one with its id, each one version higher', () => {
    const two = permitWith(grant('health', 1), grant('yearly-check', 2, { limit: 1, period: 365 }));
    expect(two.entitlements).toHaveLength(1);
    expect(two.entitlements[0]).toMatchObject({ version: 2, grants: [{ kind: 'health' }, { kind: 'yearly-check' }] });
    const changed = permitWith(
      ...(two.entitlements[0]?.grants ?? []),
      grant('health', 1, { through: day('2030-01-01') }),
    );
    expect(changed.entitlements[0]?.version).toBe(3);
    expect(changed.entitlements[0]?.grants).toHaveLength(2);
    expect(changed.entitlements[0]?.grants[1]).toMatchObject({ kind: 'health', through: '2030-01-01' });
  });

  test('of two grantors in one data group makes two records', () => {
    const { entitlements } = permitWith(grant('rental-housing', 1), grant('schooling', 2));
    expect(entitlements.map(({ dataGroup, grantor }) => [dataGroup, grantor])).toEqual([
      [20, 'housing'],
      [20, 'education'],
    ]);
  });

  test.each([
    [grant('no-such-kind', 1), 'kind-unknown'],
    [grant('health', 1, { through: day('2025-12-31') }), 'days-reversed'],
    [grant('skills-training', 1), 'limit-missing'],
    [grant('library', 1, { limit: 3 }), 'limit-not-wanted'],
  ])('%j is refused: %s', (wanted, refusal) => {
    expect(decideGrant(permit, wanted, DEFAULT_KINDS)).toEqual({ ok: false, refusal });
  });

  test('is refused when the record is full, unless it changes one that stands', () => {
    const full = permitWith(...Array.from({ length: MAX_GRANTS }, (_, index) => grant('health', index + 1)));
    expect(decideGrant(full, grant('health', 99), DEFAULT_KINDS)).toEqual({ ok: false, refusal: 'no-room' });
    expect(decideGrant(full, grant('health', 1), DEFAULT_KINDS).ok).toBe(true);
  });

  test('is refused for a fifth grantor in one data group', () => {
    const kinds: EntitlementKind[] = ['a', 'b', 'c', 'd', 'e'].map((grantor) => ({
      id: grantor,
      dataGroup: 21,
      grantor,
      titles: { zh: grantor, en: grantor },
      model: 'STATUS',
      survivesSuspension: false,
      stalenessBudget: 0,
    }));
    const four = ['a', 'b', 'c', 'd'].map((grantor) => ({
      dataGroup: 21 as const,
      grantor,
      version: 1,
      binding: permit.permitRef,
      grants: [],
    }));
    expect(decideGrant({ ...permit, entitlements: four }, grant('e', 1), kinds)).toEqual({
      ok: false,
      refusal: 'no-room',
    });
  });
});

describe('withdrawal', () => {
  test('leaves the other grants and goes one version up; the last one leaves an empty record', () => {
    const two = permitWith(grant('library', 1), grant('sports-ground', 2, { limit: 8, period: 30 }));
    const one = decideWithdrawal(two, new Uint8Array(8).fill(1));
    expect(one).toMatchObject({ ok: true, value: { version: 3, grants: [{ kind: 'sports-ground' }] } });
    if (!one.ok) throw new Error(one.refusal);
    const none = decideWithdrawal({ ...two, entitlements: [one.value] }, new Uint8Array(8).fill(2));
    expect(none).toMatchObject({ ok: true, value: { version: 4, grants: [] } });
  });

  test('is refused for a grant that nobody gave', () => {
    expect(decideWithdrawal(permitWith(grant('library', 1)), new Uint8Array(8))).toEqual({
      ok: false,
      refusal: 'grant-unknown',
    });
  });
});
