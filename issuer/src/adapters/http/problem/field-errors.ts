import type * as z from 'zod';
import type { FieldError } from './problem.ts';

/**
 * The issues of a failed validation as places of the request. The words come from the schema and never hold the value
 * that was sent; of unknown members only the count is told, since a member's name is the sender's text too.
 */
export function fieldErrorsOf(root: string, error: z.ZodError): readonly FieldError[] {
  return error.issues.map((issue) => ({
    pointer: pointerOf([root, ...issue.path]),
    code: issue.code,
    detail: issue.code === 'unrecognized_keys' ? `${issue.keys.length} unknown members` : issue.message,
  }));
}

/** A JSON pointer, RFC 6901 section 3. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
