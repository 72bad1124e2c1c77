export {
  type Authority,
  type CvHolder,
  type DocumentSigner,
  type DvName,
  type GrantorSigner,
  type RootFile,
} from './authority.ts';
export { type CertificateRefusal, type CertificateTerms, decideCertificate } from './decide-certificate.ts';
export { Ed25519Key } from './ed25519-key.ts';
export { type CeremonyPlan, makeDocumentSigner, makeHoldCeremony, TEST_PLAN } from './hold-ceremony.ts';
export {
  makeIssueTerminal,
  OFFICE_RIGHTS,
  rightsFor,
  type TerminalFiles,
  type TerminalPlan,
  type TerminalRefusal,
} from './issue-terminal.ts';
export { P256Key } from './p256-key.ts';
export { renewDvs } from './renew-dvs.ts';
export { renewRootFile, signRootFile } from './sign-root-file.ts';
export { loadAuthority, saveAuthority } from './authority-folder.ts';
export { findTerminal, saveTerminal } from './terminal-folder.ts';
export { MasterKey } from './master-key.ts';
