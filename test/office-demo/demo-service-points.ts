import type { DemonstrationServicePoint } from '@residence-permit/issuer/use-cases/ports';
import { SERVICE_POINTS } from '../demo/service-points.ts';

const TITLES = {
  clinic: { zh: '社区医院', en: 'Clinic' },
  employer: { zh: '用人单位（有证书）', en: 'Employer with a certificate' },
  'employer-uncertified': { zh: '用人单位（无证书）', en: 'Employer without one' },
  'housing-office': { zh: '住房保障窗口', en: 'Housing office' },
  'library-gate': { zh: '图书馆闸机', en: 'Library gate' },
} as const;

/** The service points of the demonstration, as a visitor is shown them. */
export const DEMO_SERVICE_POINTS: readonly DemonstrationServicePoint[] = SERVICE_POINTS.map(
  ({ id, purpose, certified }) => ({ id, purpose, titles: TITLES[id], isCertified: certified }),
);

/** Those that have a terminal with a certificate: under which name, for what, and where it stands. */
export const CERTIFIED_POINTS = {
  clinic: { mnemonic: 'CLINIC', purpose: 'clinic', site: '示例社区医院一楼 / Sample clinic, ground floor' },
  employer: { mnemonic: 'EMPLOYER', purpose: 'employer-hiring', site: '示例公司人事处 / Sample company, personnel' },
  'housing-office': { mnemonic: 'HOUSING', purpose: 'housing-office', site: '示例住房保障大厅 / Sample housing hall' },
  'library-gate': { mnemonic: 'LIBRARY', purpose: 'library-gate', site: '示例图书馆东门 / Sample library, east gate' },
} as const;

export type CertifiedPoint = keyof typeof CERTIFIED_POINTS;

/** Whether the id is that of a service point with a certificate. */
export function isCertifiedPoint(id: string): id is CertifiedPoint {
  return Object.hasOwn(CERTIFIED_POINTS, id);
}
