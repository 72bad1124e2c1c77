import { fromHex } from '../bytes/index.ts';

/** id-CA-ECDH-AES-CBC-CMAC-128, 0.4.0.127.0.7.2.2.3.2.2, as value bytes. TR-03110-3 v2.21 §A.1.1.2 */
export const OID_CA_ECDH_AES_128 = fromHex('04007f00070202030202');

/** Version 2: terminal authentication first, and a token of the chip. TR-03110-3 v2.21 §A.1.1.2 */
export const CHIP_AUTH_VERSION = 2;
