import type { PlainDate } from '../plain-date/index.ts';
import type { Template } from '../terminal-auth/index.ts';

/** What a CV certificate states. TR-03110-3 v2.21 §C.1 */
export type CvFields = {
  /** Certification authority reference: whose key verifies this. The holder reference of the issuer; 8 to 16 ASCII characters. */
  readonly car: string;
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Certificate holder reference: country (2), mnemonic (up to 9), sequence (5). */
  readonly chr: string;
  readonly template: Template;
  readonly effective: PlainDate;
  /** The last day of validity. */
  readonly expiry: PlainDate;
};

/** A decoded certificate. Its signature is not checked yet. */
export type CvCertificate = CvFields & {
  /** Certificate profile identifier, 0. */
  readonly profile: 0;
  /** The whole 7F4E object as received: what is signed. */
  readonly bodyBytes: Uint8Array;
  /** ECDSA with SHA-256, plain r ‖ s, 64 bytes. */
  readonly signature: Uint8Array;
};

/** Data objects of CV certificates. TR-03110-3 v2.21 §D.2, table of data objects */
export const DO_CERTIFICATE = 0x7f21;
export const DO_BODY = 0x7f4e;
export const DO_SIGNATURE = 0x5f37;
export const DO_PROFILE = 0x5f29;
export const DO_AUTHORITY = 0x42;
export const DO_PUBLIC_KEY = 0x7f49;
export const DO_HOLDER = 0x5f20;
export const DO_EFFECTIVE = 0x5f25;
export const DO_EXPIRY = 0x5f24;
export const DO_EXTENSIONS = 0x65;
