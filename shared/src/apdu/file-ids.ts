import { fromHex } from '../bytes/index.ts';

/** The permit application. Card profile 1 §2. */
export const PERMIT_AID = fromHex('f05245535045524d495401');

/** Elementary files of the master file: file id and short file id. TR-03110-3 §B.12; ISO/IEC 7816-4 §8.2.1.1 */
export const EF_CARD_ACCESS = { fid: 0x011c, sfi: 0x1c } as const;
export const EF_DIR = { fid: 0x2f00, sfi: 0x1e } as const;
export const EF_ATR_INFO = { fid: 0x2f01, sfi: 0x1d } as const;

/** Elementary files of the application besides the data groups. Card profile 1 §2. */
export const EF_COUNTERS = { fid: 0x0117, sfi: 0x17 } as const;
export const EF_ACCESS_LOG = { fid: 0x0118, sfi: 0x18 } as const;
export const EF_STATE = { fid: 0x0119, sfi: 0x19 } as const;

const MAX_DATA_GROUP = 21;

/** The short file id of a data group: its number. @throws RangeError outside 1 to 21 */
export function dataGroupSfi(dataGroup: number): number {
  if (!Number.isInteger(dataGroup) || dataGroup < 1 || dataGroup > MAX_DATA_GROUP) {
    throw new RangeError(`dataGroup: want 1 to ${MAX_DATA_GROUP}, got ${dataGroup}`);
  }
  return dataGroup;
}

/** The file id of a data group: 0100h + its number. */
export function dataGroupFid(dataGroup: number): number {
  return 0x0100 + dataGroupSfi(dataGroup);
}
