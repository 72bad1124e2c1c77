import type { EntitlementKind } from './entitlement-kind.ts';

const DAY = 86_400;

/**
 * The catalogue that an authority publishes unless it decides otherwise. Data, not code: law moves services in and out.
 * No kind may tell of illness, pregnancy or hardship by being there; such grants stay in the register.
 */
export const DEFAULT_KINDS: readonly EntitlementKind[] = [
  {
    id: 'health',
    dataGroup: 18,
    grantor: 'health',
    titles: { zh: '基本公共卫生服务', en: 'Basic public health services' },
    model: 'STATUS',
    survivesSuspension: true,
    stalenessBudget: 30 * DAY,
  },
  {
    id: 'yearly-check',
    dataGroup: 18,
    grantor: 'health',
    titles: { zh: '年度健康检查', en: 'Yearly health check' },
    model: 'PERIODIC',
    survivesSuspension: true,
    stalenessBudget: 30 * DAY,
  },
  {
    id: 'job-service',
    dataGroup: 19,
    grantor: 'labour',
    titles: { zh: '公共就业服务', en: 'Public employment services' },
    model: 'STATUS',
    survivesSuspension: false,
    stalenessBudget: 14 * DAY,
  },
  {
    id: 'skills-training',
    dataGroup: 19,
    grantor: 'labour',
    titles: { zh: '职业技能培训', en: 'Skills training sessions' },
    model: 'COUNTER',
    survivesSuspension: false,
    stalenessBudget: 7 * DAY,
  },
  {
    id: 'exam-voucher',
    dataGroup: 19,
    grantor: 'labour',
    titles: { zh: '职业资格考试费抵用', en: 'Fee voucher for a qualification exam' },
    model: 'ONE_OFF',
    survivesSuspension: false,
    stalenessBudget: 3 * DAY,
  },
  {
    id: 'rental-housing',
    dataGroup: 20,
    grantor: 'housing',
    titles: { zh: '公共租赁住房资格', en: 'Eligible for public rental housing' },
    model: 'GRADE',
    survivesSuspension: false,
    stalenessBudget: 7 * DAY,
  },
  {
    id: 'schooling',
    dataGroup: 20,
    grantor: 'education',
    titles: { zh: '子女义务教育入学', en: 'Compulsory schooling of a child' },
    model: 'TERM',
    survivesSuspension: true,
    stalenessBudget: 30 * DAY,
  },
  {
    id: 'library',
    dataGroup: 21,
    grantor: 'culture',
    titles: { zh: '公共图书馆', en: 'Public library' },
    model: 'STATUS',
    survivesSuspension: false,
    stalenessBudget: 30 * DAY,
  },
  {
    id: 'sports-ground',
    dataGroup: 21,
    grantor: 'culture',
    titles: { zh: '公共体育场馆', en: 'Public sports grounds' },
    model: 'PERIODIC',
    survivesSuspension: false,
    stalenessBudget: 30 * DAY,
  },
  {
    id: 'transit-discount',
    dataGroup: 21,
    grantor: 'transport',
    titles: { zh: '公共交通优惠', en: 'Public transport discount' },
    model: 'TERM',
    survivesSuspension: false,
    stalenessBudget: 14 * DAY,
  },
];

/** The kind of that id, or `undefined`. */
export function findKind(kinds: readonly EntitlementKind[], id: string): EntitlementKind | undefined {
  return kinds.find((kind) => kind.id === id);
}
