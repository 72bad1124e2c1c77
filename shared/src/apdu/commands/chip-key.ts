/** The two chip keys, as the parameter P2 names them. Card profile 1 §1. */
export const CHIP_KEY = { device: 0x01, receipt: 0x02 } as const;
