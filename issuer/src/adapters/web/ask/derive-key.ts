import { createHash } from 'node:crypto';

/**
 * The Idempotency-Key of one command of a form: a UUID (version 8, RFC 9562 section 5.8) that follows from the key that the
 * form was given when it was shown. So a form that is sent twice asks for each of its commands once.
 */
export function deriveKey(formKey: string, command: string): string {
  const hex = createHash('sha256').update(`${formKey} ${command}`, 'utf8').digest('hex');
  const [a, b, c, d, e] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return [a, b, c, d, e].join('-');
}
