export { externalAuthenticate } from './external-authenticate.ts';
export { getChallenge } from './get-challenge.ts';
export { grantRights } from './grant-rights.ts';
export { setAuthenticationTemplate } from './set-authentication-template.ts';
export { setDigitalSignatureTemplate } from './set-digital-signature-template.ts';
export type { TerminalAuthRun } from './terminal-auth-run.ts';
export { verifyCertificate } from './verify-certificate.ts';
