/** The grantor that stands in the envelope of an endorsement: the issuing authority. */
export const ENDORSEMENT_GRANTOR = 'issuer';
/** Longest grantor name, in ASCII characters. */
export const MAX_GRANTOR_BYTES = 16;

/** True for a grantor name: 1 to 16 lower-case letters, digits and hyphens. */
export function isGrantor(text: string): boolean {
  return /^[a-z0-9-]{1,16}$/.test(text);
}
