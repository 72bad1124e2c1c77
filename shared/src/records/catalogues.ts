import type { Titles } from '../purposes/index.ts';

/** Sex, GB/T 2261.1-2003. */
export const SEXES = {
  0: { zh: '未知的性别', en: 'Not known' },
  1: { zh: '男', en: 'Male' },
  2: { zh: '女', en: 'Female' },
  9: { zh: '未说明的性别', en: 'Not stated' },
} as const satisfies Record<number, Titles>;
export type Sex = keyof typeof SEXES;

/** Grounds of residence, Decree 663 art. 2. */
export const GROUNDS = {
  1: { zh: '合法稳定就业', en: 'Lawful and stable job' },
  2: { zh: '合法稳定住所', en: 'Lawful and stable dwelling' },
  3: { zh: '连续就读', en: 'Continuous study' },
} as const satisfies Record<number, Titles>;
export type Ground = keyof typeof GROUNDS;

/** Service classes; the rules behind them are published and open to appeal. */
export const SERVICE_CLASSES = {
  1: { zh: '一类：投资者、科技与技能人才', en: 'Class 1: investors, scientific and skilled talent' },
  2: { zh: '二类：居住满三年且住所、工作稳定', en: 'Class 2: three years of residence, fixed home and job' },
  3: { zh: '三类：其他居住人口', en: 'Class 3: other residents' },
} as const satisfies Record<number, Titles>;
export type ServiceClass = keyof typeof SERVICE_CLASSES;

/** Ages that DG13 answers for, ascending. */
export const AGE_LIMITS = [16, 18, 60] as const;

export function isSex(value: unknown): value is Sex {
  return typeof value === 'number' && Object.hasOwn(SEXES, value);
}

export function isGround(value: unknown): value is Ground {
  return typeof value === 'number' && Object.hasOwn(GROUNDS, value);
}

export function isServiceClass(value: unknown): value is ServiceClass {
  return typeof value === 'number' && Object.hasOwn(SERVICE_CLASSES, value);
}
