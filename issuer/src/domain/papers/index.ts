export { type CitizenIdRefusal, decideCitizenId, readCitizenId } from './decide-citizen-id.ts';
export { decideName, NAME_MAX_LENGTH } from './decide-name.ts';
export type { SaidValue } from './identity-proof.ts';
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
