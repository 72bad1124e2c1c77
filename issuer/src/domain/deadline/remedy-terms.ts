/**
 * Days in which a decision can be taken to reconsideration: Administrative Reconsideration Law (2023) art. 20; and months for
 * a lawsuit: Administrative Litigation Law (2017) art. 46. Clauses unchecked.
 */
export const REMEDY_TERMS = { reconsiderationDays: 60, lawsuitMonths: 6 } as const;
