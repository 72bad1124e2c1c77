import { DEFAULT_PURPOSES, type Titles } from '@residence-permit/shared/purposes';
import { PURPOSES, type Purpose } from '../../domain/rights/index.ts';
import type { OfficeTransaction, PublishedPurposes } from '../ports/index.ts';

const OFFICE_TITLES = {
  'case-handling': { zh: '办理业务', en: 'Handling a case' },
  'card-production': { zh: '制证', en: 'Making a card' },
  'counter-service': { zh: '窗口服务', en: 'Service at the counter' },
  endorsement: { zh: '签注', en: 'Yearly endorsement' },
  'duplicate-check': { zh: '核对是否重复登记', en: 'Finding out whether two records are one person' },
  'registration-upkeep': { zh: '维护居住登记', en: 'Keeping registrations of residence' },
  'report-handling': { zh: '处理单位和房东的报告', en: 'Handling reports of employers and landlords' },
  'grant-handling': { zh: '办理待遇', en: 'Handling entitlements' },
  'statutory-enquiry': { zh: '依法查询', en: 'Enquiry that a law provides for' },
  appeal: { zh: '复核', en: 'Deciding an appeal' },
  'rights-request': { zh: '办理本人请求', en: 'Handling what a person asks about their own data' },
  supervision: { zh: '监督', en: 'Supervision' },
  audit: { zh: '审计', en: 'Audit' },
} as const satisfies Record<Purpose, Titles>;

/** The purposes that stand before an authority has published its own. */
export const FIRST_PURPOSES: PublishedPurposes = {
  version: 0,
  office: (Object.keys(PURPOSES) as readonly Purpose[]).map((id) => ({
    id,
    titles: OFFICE_TITLES[id],
    caseNumber: PURPOSES[id].caseNumber,
  })),
  terminal: DEFAULT_PURPOSES,
};

/** The newest published purposes. */
export async function purposesInForce(tx: Pick<OfficeTransaction, 'purposes'>): Promise<PublishedPurposes> {
  return (await tx.purposes.newest()) ?? FIRST_PURPOSES;
}
