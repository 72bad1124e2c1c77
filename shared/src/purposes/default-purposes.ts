import { ANSWER_IDS } from './answer.ts';
import type { Purpose } from './purpose.ts';

const FIRST_FOUR = ['authentic', 'current', 'inFunction', 'chipGenuine'] as const;
const EVERY_FIELD = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21] as const;

/** The purposes that an authority publishes unless it decides otherwise. Each names the least that its task needs. */
export const DEFAULT_PURPOSES: readonly Purpose[] = [
  {
    id: 'clinic',
    titles: { zh: '医疗机构：公共卫生服务', en: 'Clinic: public health services' },
    fields: [2, 3, 17, 18],
    asks: ANSWER_IDS,
    kind: 'health',
  },
  {
    id: 'clinic-with-portrait',
    titles: { zh: '医疗机构：公共卫生服务（核对照片）', en: 'Clinic: public health services, portrait compared' },
    fields: [2, 3, 9, 17, 18],
    asks: ANSWER_IDS,
    kind: 'health',
  },
  {
    id: 'employer-hiring',
    titles: { zh: '用人单位：录用核验', en: 'Employer: check on hiring' },
    fields: [2, 9, 10, 17],
    asks: FIRST_FOUR,
  },
  {
    id: 'housing-office',
    titles: { zh: '住房保障部门：公租房资格', en: 'Housing office: public rental housing' },
    fields: [2, 6, 8, 11, 14, 17, 20],
    asks: ANSWER_IDS,
    kind: 'rental-housing',
  },
  {
    id: 'library-gate',
    titles: { zh: '图书馆闸机：入馆', en: 'Library gate: entry' },
    fields: [17, 21],
    asks: ANSWER_IDS,
    kind: 'library',
  },
  {
    id: 'education-office',
    titles: { zh: '教育部门：子女入学', en: 'Education office: school place for a child' },
    fields: [2, 6, 8, 10, 17, 20],
    asks: ANSWER_IDS,
    kind: 'schooling',
  },
  {
    id: 'training-body',
    titles: { zh: '培训机构：技能培训', en: 'Training body: skills training' },
    fields: [2, 17, 19],
    asks: ANSWER_IDS,
    kind: 'skills-training',
  },
  {
    id: 'issuing-office',
    titles: { zh: '签发机关：办理与核对', en: 'Issuing office: casework' },
    fields: EVERY_FIELD,
    asks: FIRST_FOUR,
  },
  {
    id: 'holder',
    titles: { zh: '持证人：查看本人证件', en: 'Holder: everything on my own card' },
    fields: EVERY_FIELD,
    asks: FIRST_FOUR,
  },
];

/** The purpose of that id, or `undefined`. */
export function findPurpose(purposes: readonly Purpose[], id: string): Purpose | undefined {
  return purposes.find((purpose) => purpose.id === id);
}
