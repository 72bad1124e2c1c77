import type { GrantOrder } from '@residence-permit/issuer/live-card';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { ageOverOn, type PermitRecord } from '@residence-permit/shared/records';
import { aPortrait } from '../builders/portrait.ts';

/** The seven cards of the demonstration. */
export type CardName = 'long-name' | 'rare-character' | 'child' | 'lapsed' | 'lost' | 'replacement' | 'four-grants';

/**
 * One card and what happened to it. Everybody is invented: family name 样 or 示 ("sample"), and citizen IDs of area 800000,
 * which no place has.
 */
export type DemoPerson = {
  readonly card: CardName;
  readonly record: PermitRecord;
  /** Day on which the card was handed over and first endorsed. */
  readonly activatedOn: PlainDate;
  readonly grants: readonly GrantOrder[];
  /** The card that this one takes the place of, which is revoked then. */
  readonly replaces?: CardName;
};

const day = parsePlainDate;

/** Where and since when somebody lives, for a permit issued on the day before hand-over. */
const residence = { grounds: [1, 2], since: day('2022-09-01'), continuousMonths: 36 } as const;

const health: GrantOrder = { kind: 'health', from: day('2025-01-01'), through: day('2027-12-31') };
const library: GrantOrder = { kind: 'library', from: day('2025-01-01'), through: day('2027-12-31') };
const rentalHousing: GrantOrder = {
  kind: 'rental-housing',
  from: day('2025-02-01'),
  through: day('2027-01-31'),
  grade: 2,
};

const personB: Omit<PermitRecord, 'issue'> = {
  ...aPermitOf('样例乙', '1991-11-05', '2025-09-10'),
  sex: 2,
  citizenId: parseCitizenId('800000199111050060'),
  hukouAddress: '示例省样本州示例县三号',
  residenceAddress: '示例市示例区样本路 21 号 3 单元 402 室',
  residence,
};

/** In the order in which their cards are made. */
export const PEOPLE: readonly DemoPerson[] = [
  {
    card: 'long-name',
    record: {
      ...aPermitOf('示例·阿卜杜热合曼·样本·图尔荪尼亚孜', '1988-02-14', '2025-09-01'),
      sex: 1,
      ethnicGroup: '05',
      citizenId: parseCitizenId('80000019880214001X'),
      hukouAddress: '示例自治区样本地区示例县一乡二村',
      residenceAddress: '示例市示例区样本路 8 号 1 单元 101 室',
      residence,
      issue: issue('TEST-2025-0001', '2025-09-01'),
    },
    activatedOn: day('2025-09-02'),
    grants: [health, library],
  },
  {
    card: 'rare-character',
    record: {
      ...aPermitOf('样𠮷', '1995-07-03', '2025-10-08'),
      sex: 2,
      citizenId: parseCitizenId('800000199507030023'),
      hukouAddress: '示例省样本市示例镇𠮷祥路 5 号',
      residenceAddress: '示例市示例区样本路 12 号',
      residence: { grounds: [1], since: day('2024-03-15'), continuousMonths: 18 },
      serviceClass: 3,
      issue: issue('TEST-2025-0002', '2025-10-08'),
    },
    activatedOn: day('2025-10-09'),
    grants: [{ kind: 'job-service', from: day('2025-10-01'), through: day('2027-09-30') }, library],
  },
  {
    card: 'child',
    record: {
      ...aPermitOf('样小例', '2017-05-20', '2025-08-20'),
      sex: 1,
      citizenId: parseCitizenId('800000201705200038'),
      hukouAddress: '示例省样本市示例镇 6 号',
      residenceAddress: '示例市示例区样本路 12 号',
      residence: { grounds: [3], since: day('2023-08-15'), continuousMonths: 24 },
      serviceClass: 3,
      issue: issue('TEST-2025-0003', '2025-08-20'),
    },
    activatedOn: day('2025-08-21'),
    grants: [health, { kind: 'schooling', from: day('2025-09-01'), through: day('2029-08-31') }, library],
  },
  {
    card: 'lapsed',
    record: {
      ...aPermitOf('样例丙', '1979-09-11', '2025-03-10'),
      sex: 2,
      citizenId: parseCitizenId('800000197909110043'),
      hukouAddress: '示例省样本市示例镇 9 号',
      residenceAddress: '示例市示例区样本路 30 号 2 单元 201 室',
      residence: { grounds: [2], since: day('2023-06-01'), continuousMonths: 21 },
      issue: issue('TEST-2025-0004', '2025-03-10'),
    },
    activatedOn: day('2025-03-11'),
    grants: [health, rentalHousing, library],
  },
  {
    card: 'lost',
    record: { ...personB, issue: issue('TEST-2025-0005', '2025-09-10') },
    activatedOn: day('2025-09-11'),
    grants: [health, rentalHousing],
  },
  {
    card: 'replacement',
    record: { ...personB, issue: issue('TEST-2025-0005', '2025-09-10') },
    activatedOn: day('2026-05-18'),
    grants: [],
    replaces: 'lost',
  },
  {
    card: 'four-grants',
    record: {
      ...aPermitOf('样例丁', '1968-02-29', '2025-11-03'),
      sex: 1,
      citizenId: parseCitizenId('800000196802290051'),
      hukouAddress: '示例省样本市示例镇 2 号',
      residenceAddress: '示例市示例区样本路 44 号',
      residence: { grounds: [1, 2], since: day('2020-11-01'), continuousMonths: 60 },
      serviceClass: 2,
      issue: issue('TEST-2025-0006', '2025-11-03'),
    },
    activatedOn: day('2025-11-04'),
    grants: [
      health,
      { kind: 'yearly-check', from: day('2026-01-01'), through: day('2027-12-31'), limit: 1, period: 365 },
      library,
      { kind: 'sports-ground', from: day('2026-01-01'), through: day('2026-12-31'), limit: 8, period: 30 },
    ],
  },
];

/** What most of the people share. */
function aPermitOf(
  name: string,
  born: string,
  issuedOn: string,
): Pick<PermitRecord, 'name' | 'birthDate' | 'ethnicGroup' | 'portrait' | 'ageOver' | 'serviceClass'> {
  const birthDate = day(born);
  return {
    name,
    birthDate,
    ethnicGroup: '01',
    portrait: aPortrait(),
    ageOver: ageOverOn(birthDate, day(issuedOn)),
    serviceClass: 2,
  };
}

function issue(permitNumber: string, issueDate: string): PermitRecord['issue'] {
  return {
    permitNumber: parsePermitNumber(permitNumber),
    issuingAuthority: '示例市公安局示例分局',
    issueDate: day(issueDate),
  };
}
