import type { Bilingual } from '../../documents/index.ts';

/**
 * What is printed about the holder. Decree 663 art. 4 lists the portrait and all of these but the last two: the permit number,
 * by which a finder or the loss desk names the permit without naming its holder, and the card access number, without which no
 * terminal reads the chip (BSI TR-03110-2, 2.3: a password that is printed on the card).
 */
export const FIELD_LABELS = {
  name: { zh: '姓名', en: 'Name' },
  sex: { zh: '性别', en: 'Sex' },
  birthDate: { zh: '出生日期', en: 'Born on' },
  issueDate: { zh: '签发日期', en: 'Issued on' },
  issuingAuthority: { zh: '签发机关', en: 'Issuing authority' },
  ethnicGroup: { zh: '民族', en: 'Ethnic group' },
  citizenId: { zh: '公民身份号码', en: 'Citizen ID number' },
  hukouAddress: { zh: '常住户口所在地住址', en: 'Registered permanent residence' },
  residenceAddress: { zh: '居住地住址', en: 'Address of residence' },
  permitNumber: { zh: '居住证号', en: 'Permit number' },
  can: { zh: '卡面访问号码', en: 'CAN' },
} as const satisfies Record<string, Bilingual>;

/** A field of the face. */
export type FieldId = keyof typeof FIELD_LABELS;
