export { CardError } from './card-error.ts';
export { CODES, type Code } from './codes.ts';
export { DecodeError } from './decode-error.ts';
export type { Explanation } from './explanation.ts';
export { EXPLANATIONS } from './explanations.ts';
export { PermitError, type PermitErrorOptions } from './permit-error.ts';
export { SecureMessagingError } from './secure-messaging-error.ts';
