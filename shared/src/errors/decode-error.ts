import type { Code } from './codes.ts';
import { PermitError } from './permit-error.ts';

/** Bytes that are not in the format. `offset` is the byte offset in the input at which that showed. */
export class DecodeError extends PermitError {
  readonly offset: number;
  constructor(code: Code, offset: number, detail?: string) {
    super(code, { detail: detail === undefined ? `at byte ${offset}` : `${detail}, at byte ${offset}` });
    this.offset = offset;
  }
}
