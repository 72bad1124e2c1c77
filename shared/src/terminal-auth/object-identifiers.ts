import { fromHex } from '../bytes/index.ts';

/** id-TA-ECDSA-SHA-256, 0.4.0.127.0.7.2.2.2.2.3, as value bytes. TR-03110-3 v2.21 §A.1.1.3 */
export const OID_TA_ECDSA_SHA_256 = fromHex('04007f00070202020203');

/** id-AT, 0.4.0.127.0.7.3.1.2.2, the role of an authentication terminal, as value bytes. TR-03110-4 v2.21 §2.2.3.2 */
export const OID_ROLE_AUTHENTICATION_TERMINAL = fromHex('04007f000703010202');

/** id-DateOfValidity, 0.4.0.127.0.7.3.1.4.2, as value bytes. TR-03110-3 v2.21 §A.6.5.2 */
export const OID_DATE_OF_VALIDITY = fromHex('04007f000703010402');
