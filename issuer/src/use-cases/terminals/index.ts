export { type CertifyKey, type CertifyRefusal, makeCertifyTerminal, type TerminalChain } from './certify-terminal.ts';
export {
  type ApproveTerminalRefusal,
  type DeclineTerminalRefusal,
  makeApproveTerminal,
  makeDeclineTerminal,
  makeRevokeTerminal,
  type RevokeTerminalRefusal,
} from './decide-terminal.ts';
export { type EnrolRefusal, makeEnrolTerminal } from './enrol-terminal.ts';
export { type ListedTerminal, makeListTerminals } from './list-terminals.ts';
export type { OnTerminalRefusal } from './on-terminal.ts';
export { makeReadCertificate, type ReadCertificateRefusal } from './read-certificate.ts';
export type { RequestRefusal } from './read-request.ts';
