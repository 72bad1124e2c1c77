/**
 * A certificate holder or authority reference: country code (2 letters), holder mnemonic (1 to 9 characters), sequence
 * (5 characters), all printable ASCII. TR-03110-3 §D.2.1.1 allows ISO 8859-1 in the mnemonic; this profile does not.
 */
export function isReference(text: string): boolean {
  return /^[A-Z]{2}[!-~]{1,9}[0-9A-Z]{5}$/.test(text);
}
