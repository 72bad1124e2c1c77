import { PermitError } from './permit-error.ts';

/** The secure channel failed; it is closed for good. */
export class SecureMessagingError extends PermitError {}
