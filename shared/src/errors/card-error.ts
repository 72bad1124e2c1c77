import type { Code } from './codes.ts';
import { PermitError, type PermitErrorOptions } from './permit-error.ts';

/** The card or its reader failed, or refused a command. `sw` is the 16-bit status word where there is one. */
export class CardError extends PermitError {
  readonly sw: number | undefined;
  constructor(code: Code, options: PermitErrorOptions & { readonly sw?: number } = {}) {
    const sw = options.sw === undefined ? undefined : `SW ${options.sw.toString(16).padStart(4, '0')}`;
    const detail = [options.detail, sw].filter((part) => part !== undefined).join(', ');
    super(code, detail === '' ? { cause: options.cause } : { cause: options.cause, detail });
    this.sw = options.sw;
  }
}
