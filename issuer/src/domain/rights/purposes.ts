/**
 * What somebody may look at a person for (PIPL art. 6: lawful, clear purpose). `caseNumber` says whether opening a record
 * for it names the case that it serves; searching never does, since the case is what is searched. `isOfficeCase`: it is one of
 * the office's, and has to be one of the person whose record is opened; a department or the rights desk has numbers of its
 * own, which are written down as they were stated.
 */
export const PURPOSES = {
  'case-handling': { caseNumber: true, isOfficeCase: true },
  'card-production': { caseNumber: true, isOfficeCase: true },
  'counter-service': { caseNumber: false, isOfficeCase: false },
  endorsement: { caseNumber: false, isOfficeCase: false },
  'duplicate-check': { caseNumber: false, isOfficeCase: false },
  'registration-upkeep': { caseNumber: false, isOfficeCase: false },
  'report-handling': { caseNumber: false, isOfficeCase: false },
  'grant-handling': { caseNumber: false, isOfficeCase: false },
  'statutory-enquiry': { caseNumber: true, isOfficeCase: false },
  appeal: { caseNumber: true, isOfficeCase: true },
  'rights-request': { caseNumber: true, isOfficeCase: false },
  supervision: { caseNumber: false, isOfficeCase: false },
  audit: { caseNumber: false, isOfficeCase: false },
} as const satisfies Record<string, { readonly caseNumber: boolean; readonly isOfficeCase: boolean }>;

export type Purpose = keyof typeof PURPOSES;

/** Whether a text from outside names a purpose. */
export function isPurpose(text: string): text is Purpose {
  return Object.hasOwn(PURPOSES, text);
}
