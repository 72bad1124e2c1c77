/** Highest version of a rewritable record: it stands in four bytes on the card. */
export const MAX_VERSION = 0xffff_ffff;
/** How far one write may raise a version. Card profile 1 §3. */
export const MAX_VERSION_STEP = 16;
