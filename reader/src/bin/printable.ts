/** What moves the cursor, changes colours or turns the direction of writing: control characters, and Unicode's of direction. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * One line for a terminal. What a card says may be anybody's, and must not be able to write over what the tool says of it:
 * each character that does not simply stand there becomes U+FFFD.
 */
export function printable(line: string): string {
  return line.replace(UNPRINTABLE, '\ufffd');
}
