export {
  type Authority,
  type BundleRoots,
  type CvHolder,
  type DocumentSigner,
  type DvName,
  type GrantorSigner,
  type OfflineKeys,
  type P256Signer,
  type RootFile,
  type TestAuthority,
} from './authority.ts';
export { type CertificateRefusal, type CertificateTerms, decideCertificate } from './decide-certificate.ts';
export { ED25519_SEED_LENGTH, Ed25519Key } from './ed25519-key.ts';
export {
  type CeremonyPlan,
  documentName,
  grantorName,
  grantorsOf,
  makeDocumentSigner,
  makeFirstKeys,
  makeGrantorSigner,
  makeHoldCeremony,
  type MakeKeys,
  TEST_PLAN,
} from './hold-ceremony.ts';
export {
  describeLocation,
  type KeyLocation,
  type KeyOpener,
  type Located,
  locatedEd25519,
  locatedP256,
  locationOf,
} from './located-keys.ts';
export { plainKeyOpener } from './plain-key-opener.ts';
export {
  type IssuedTerminal,
  makeIssueTerminal,
  OFFICE_RIGHTS,
  rightsFor,
  type TerminalFiles,
  type TerminalPlan,
  type TerminalRefusal,
} from './issue-terminal.ts';
export { drawP256Scalar, P256Key } from './p256-key.ts';
export { getSigner, maySign, retireSigner, signersIn, withdrawSigner } from './change-signer.ts';
export { type JournalEntry, makeSignatureJournal, type SignatureJournal } from './signature-journal.ts';
export { replaceCvca } from './replace-cvca.ts';
export { renewDvs } from './renew-dvs.ts';
export { renewRootFile, signRootFile, withRootFile } from './sign-root-file.ts';
export { loadAuthority, saveAuthority } from './authority-folder.ts';
export { findTerminal, saveTerminal } from './terminal-folder.ts';
export { MasterKey } from './master-key.ts';
