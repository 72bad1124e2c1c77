import { ETHNIC_GROUPS, GROUNDS, type ReleasedFields, SERVICE_CLASSES, SEXES } from '@residence-permit/shared/records';
import type { Language } from './language.ts';

/** One line of a permit as a clerk reads it. */
export type DescribedField = { readonly label: string; readonly value: string };

const LABELS = {
  name: { zh: '姓名', en: 'Name' },
  birthDate: { zh: '出生日期', en: 'Date of birth' },
  sex: { zh: '性别', en: 'Sex' },
  ethnicGroup: { zh: '民族', en: 'Ethnic group' },
  citizenId: { zh: '公民身份号码', en: 'Citizen ID number' },
  hukouAddress: { zh: '户籍地址', en: 'Registered (hukou) address' },
  residenceAddress: { zh: '居住地址', en: 'Residence address' },
  portrait: { zh: '照片', en: 'Portrait' },
  issue: { zh: '证件', en: 'Permit' },
  residence: { zh: '居住情况', en: 'Residence' },
  ageOver: { zh: '年龄', en: 'Age' },
  serviceClass: { zh: '服务类别', en: 'Service class' },
} as const satisfies Record<keyof ReleasedFields, Record<Language, string>>;

/** The fields that there are, in the order of their data groups. */
export function describeFields(fields: ReleasedFields, language: Language): readonly DescribedField[] {
  const described: DescribedField[] = [];
  const add = (field: keyof typeof LABELS, value: string | undefined): void => {
    if (value !== undefined) described.push({ label: LABELS[field][language], value });
  };
  add('name', fields.name);
  add('birthDate', fields.birthDate);
  add('sex', fields.sex === undefined ? undefined : SEXES[fields.sex][language]);
  add('ethnicGroup', describeEthnicGroup(fields.ethnicGroup, language));
  add('citizenId', fields.citizenId);
  add('hukouAddress', fields.hukouAddress);
  add('residenceAddress', fields.residenceAddress);
  add('portrait', fields.portrait && `JPEG, ${fields.portrait.length} ${language === 'zh' ? '字节' : 'bytes'}`);
  add('issue', fields.issue && describeIssue(fields.issue, language));
  add('residence', fields.residence && describeResidence(fields.residence, language));
  add('ageOver', fields.ageOver && describeAges(fields.ageOver, language));
  add('serviceClass', fields.serviceClass === undefined ? undefined : SERVICE_CLASSES[fields.serviceClass][language]);
  return described;
}

function describeEthnicGroup(code: string | undefined, language: Language): string | undefined {
  return code === undefined ? undefined : (ETHNIC_GROUPS.get(code)?.[language] ?? code);
}

function describeIssue(issue: NonNullable<ReleasedFields['issue']>, language: Language): string {
  const { permitNumber, issuingAuthority, issueDate } = issue;
  return language === 'zh'
    ? `${permitNumber}，${issuingAuthority}，${issueDate} 签发`
    : `${permitNumber}, issued ${issueDate} by ${issuingAuthority}`;
}

function describeResidence(residence: NonNullable<ReleasedFields['residence']>, language: Language): string {
  const grounds = residence.grounds.map((ground) => GROUNDS[ground][language]);
  return language === 'zh'
    ? `${grounds.join('、')}；自 ${residence.since} 起，签发时已连续 ${residence.continuousMonths} 个月`
    : `${grounds.join(', ')}; since ${residence.since}, ${residence.continuousMonths} months unbroken when issued`;
}

function describeAges(ages: NonNullable<ReleasedFields['ageOver']>, language: Language): string {
  const limits = [
    { limit: 16, over: ages.over16 },
    { limit: 18, over: ages.over18 },
    { limit: 60, over: ages.over60 },
  ];
  const parts = limits.map(({ limit, over }) => {
    if (language === 'zh') return over ? `满 ${limit} 岁` : `未满 ${limit} 岁`;
    return over ? `${limit} or over` : `under ${limit}`;
  });
  return language === 'zh' ? `签发时${parts.join('，')}` : `when issued: ${parts.join(', ')}`;
}

/** The fields as `--json` prints them: bytes in base64, everything else as it is. */
export function fieldsAsJson(fields: ReleasedFields): Readonly<Record<string, unknown>> {
  const { portrait, ...others } = fields;
  return portrait === undefined ? others : { ...others, portrait: Buffer.from(portrait).toString('base64') };
}
