/** Key set version under which the supplier delivers chips. Card profile 1 §5 */
export const SUPPLIER_KEY_VERSION = 0x01;
/** Key set version of the office's own keys. */
export const OFFICE_KEY_VERSION = 0x30;
