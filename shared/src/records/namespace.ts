/** Document type of a permit in the sense of ISO/IEC 18013-5 §8.3; short, because it stands in DG1 twice. ZZ is no country. */
export const DOC_TYPE = 'zz.permit.1';
/** Name space of its elements: the same text. */
export const NAMESPACE = DOC_TYPE;
