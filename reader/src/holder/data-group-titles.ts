import type { Titles } from '@residence-permit/shared/purposes';

/** What each data group holds, in the words that a holder reads. Card profile 1 §2 */
export const DATA_GROUP_TITLES: ReadonlyMap<number, Titles> = new Map<number, Titles>([
  [1, { zh: '签名记录', en: 'signed record' }],
  [2, { zh: '姓名', en: 'name' }],
  [3, { zh: '出生日期', en: 'date of birth' }],
  [4, { zh: '性别', en: 'sex' }],
  [5, { zh: '民族', en: 'ethnic group' }],
  [6, { zh: '公民身份号码', en: 'citizen ID number' }],
  [7, { zh: '户籍地址', en: 'registered (hukou) address' }],
  [8, { zh: '居住地址', en: 'residence address' }],
  [9, { zh: '照片', en: 'portrait' }],
  [10, { zh: '证件号码与签发', en: 'permit number and issue' }],
  [11, { zh: '居住情况', en: 'residence' }],
  [12, { zh: '签发证书', en: 'certificates of the signer' }],
  [13, { zh: '年龄证明', en: 'age over 16, 18, 60' }],
  [14, { zh: '服务类别', en: 'service class' }],
  [17, { zh: '签注', en: 'endorsement' }],
  [18, { zh: '卫生健康待遇', en: 'health entitlements' }],
  [19, { zh: '就业与技能待遇', en: 'labour and skills entitlements' }],
  [20, { zh: '住房与教育待遇', en: 'housing and education entitlements' }],
  [21, { zh: '文化、交通等待遇', en: 'culture, transport and other entitlements' }],
]);

/** Signed once, at issue: each with a digest in DG1. */
export const ISSUED_GROUPS: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14];
/** The yearly endorsement. */
export const ENDORSEMENT_GROUP = 17;
/** The groups of entitlements. */
export const GRANT_GROUPS: readonly number[] = [18, 19, 20, 21];
