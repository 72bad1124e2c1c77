export {
  type CertificateSubject,
  type CertificateTerm,
  type Identity,
  issueCertificate,
  type IssuedCertificate,
  makeAgentAuthority,
} from './agent-authority.ts';
export {
  type CertificateEntry,
  type CertificateFolder,
  openCertificateFolder,
  type ServiceIdentity,
} from './certificate-folder.ts';
export { type AgentIdentity, openP12, packP12 } from './p12.ts';
