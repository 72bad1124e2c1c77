export { CASE_DOCUMENTS, type CaseDocument, caseDocument, type OfficePrint } from './case-document.ts';
export type { CaseUseCases } from './case-use-cases.ts';
export { entryRoutes } from './entry-routes.ts';
export { officeRoutes } from './office-routes.ts';
export { readRoutes } from './read-routes.ts';
export { type DocumentParts, documentRoutes } from './document-routes.ts';
