import * as z from 'zod';

const MIN_CHARACTERS = 12;
const MAX_CHARACTERS = 128;
/** Longer ones are refused before anything is computed. */
const MAX_SENT = 512;

/** A password as it is sent to be compared. */
export const SentPassword = z.string().min(1).max(MAX_SENT);

/**
 * One form for what a keyboard or an input method may write in several (NFKC, NIST SP 800-63B section 5.1.1.2). Hash and
 * comparison see only this form.
 */
export function normalisePassword(text: string): string {
  return text.normalize('NFKC');
}

/**
 * Whether it may become a password: 12 to 128 characters, at least five different ones, not the login. Rules on kinds of
 * characters are left out as that section advises.
 */
export function isFitPassword(text: string, login: string): boolean {
  const characters = Array.from(normalisePassword(text));
  if (characters.length < MIN_CHARACTERS || characters.length > MAX_CHARACTERS) return false;
  const plain = characters.join('').toLowerCase();
  return new Set(characters).size >= 5 && !plain.includes(login);
}
