import type { Code } from './codes.ts';

/** What an error may carry beside its code: the cause, and a number where one says more than words. */
export type PermitErrorOptions = { readonly cause?: unknown; readonly detail?: string };

/** The base of everything this product throws on purpose. Callers switch on `code`, never on the text. */
export class PermitError extends Error {
  readonly code: Code;
  constructor(code: Code, options: PermitErrorOptions = {}) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`, { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
  }
}
