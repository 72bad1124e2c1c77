export { decideName, NAME_MAX_LENGTH, type SaidName } from './decide-name.ts';
export { decideProxy, type ProxyRefusal, type ProxyRelation } from './decide-proxy.ts';
export {
  type AcceptRefusal,
  decideAcceptance,
  decideSupplement,
  type PapersLook,
  type SupplementNotice,
  type SupplementRefusal,
} from './decide-supplement.ts';
export { type MissingPaper, missingPapers, type PapersCase, papersFor } from './missing-papers.ts';
