/**
 * What somebody may look at a person for (PIPL art. 6: lawful, clear purpose). `caseNumber` says whether opening a record
 * for it names the case that it serves; searching never does, since the case is what is searched.
 */
export const PURPOSES = {
  'case-handling': { caseNumber: true },
  'card-production': { caseNumber: true },
  'counter-service': { caseNumber: false },
  endorsement: { caseNumber: false },
  'duplicate-check': { caseNumber: false },
  'registration-upkeep': { caseNumber: false },
  'report-handling': { caseNumber: false },
  'grant-handling': { caseNumber: false },
  'statutory-enquiry': { caseNumber: true },
  appeal: { caseNumber: true },
  'rights-request': { caseNumber: true },
  supervision: { caseNumber: false },
  audit: { caseNumber: false },
} as const satisfies Record<string, { readonly caseNumber: boolean }>;

export type Purpose = keyof typeof PURPOSES;

/** Whether a text from outside names a purpose. */
export function isPurpose(text: string): text is Purpose {
  return Object.hasOwn(PURPOSES, text);
}
