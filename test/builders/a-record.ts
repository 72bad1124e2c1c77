import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { ageOverOn, type PermitRecord } from '@residence-permit/shared/records';
import { aPortrait } from './portrait.ts';

/** The signed content of a permit for an invented person, with the members that matter to a test put in place. */
export function aRecord(change: Partial<PermitRecord> = {}): PermitRecord {
  const birthDate = parsePlainDate('1949-12-31');
  const issueDate = parsePlainDate('2025-09-01');
  return {
    name: '样本·示例',
    birthDate,
    sex: 2,
    ethnicGroup: '05',
    citizenId: parseCitizenId('11010519491231002X'),
    hukouAddress: '示例省样本市示例镇 1 号',
    residenceAddress: '示例市示例区样本路 2 号 3 单元 402 室',
    portrait: aPortrait(),
    issue: { permitNumber: parsePermitNumber('TEST-2025-0000'), issuingAuthority: '示例市公安局示例分局', issueDate },
    residence: { grounds: [1, 2], since: parsePlainDate('2022-09-01'), continuousMonths: 36 },
    ageOver: ageOverOn(birthDate, issueDate),
    serviceClass: 2,
    ...change,
  };
}
