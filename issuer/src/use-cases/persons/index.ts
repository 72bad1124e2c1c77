export { makeChooseLanguage } from './choose-language.ts';
export { lookEntry } from './audit-look.ts';
export {
  type ApproveMergeRefusal,
  type MergeObstacle,
  type MergePreview,
  makeApproveMerge,
  makePreviewMerge,
  makeRequestMerge,
  type PreviewMergeRefusal,
  type RequestMergeRefusal,
} from './merge-persons.ts';
export { onPerson, type PersonAct } from './on-person.ts';
export type { PersonDeps, PersonFile, PersonRefusal } from './person-file.ts';
export type { MergedPair } from './audit-both.ts';
export type { OwnGrant, OwnPermit, OwnReminder } from './own-permit.ts';
export { makeReadOwn, type OwnCase, type OwnView } from './read-own.ts';
export { makeReadPerson, type PersonRecord } from './read-person.ts';
export { makeSealRecord, type SealRefusal } from './seal-record.ts';
export {
  type ApproveUndoRefusal,
  makeApproveUndo,
  makeListMerges,
  makeRequestUndo,
  type RequestUndoRefusal,
  type UndoObstacle,
} from './undo-merge.ts';
export { makeSearchPersons, type PersonHit, SEARCH_LIMIT, type SearchRefusal } from './search-persons.ts';
export {
  type ConfirmErasureRefusal,
  type Erase,
  makeConfirmErasure,
  makeFinishErasures,
  makeRequestErasure,
  makeWithdrawErasure,
  type RequestErasureRefusal,
} from './erase-person.ts';
