/**
 * Overwrites secrets with zeros. JavaScript gives no promise beyond that: the runtime may have copied the bytes before, and
 * key objects of the crypto library and strings cannot be wiped at all.
 */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
