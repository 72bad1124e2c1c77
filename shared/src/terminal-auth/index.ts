export { andTemplates } from './and-templates.ts';
export { decodeCommittedDate, encodeCommittedDate } from './auxiliary-data.ts';
export { OID_DATE_OF_VALIDITY, OID_ROLE_AUTHENTICATION_TERMINAL, OID_TA_ECDSA_SHA_256 } from './object-identifiers.ts';
export type { CertificateRole, Template } from './template.ts';
export { decodeTemplate, encodeTemplate, TEMPLATE_BYTES } from './template-bits.ts';
export { decodeTemplateObject, DO_TEMPLATE, encodeTemplateObject } from './template-object.ts';
export { terminalAuthMessage } from './terminal-auth-message.ts';
