/** What a certificate of this profile says. Everything is as signed; nothing of it is believed before the chain is checked. */
export type Certificate = {
  /** The whole certificate as received, DER. */
  readonly der: Uint8Array;
  /** The part that the signature covers, as received. */
  readonly tbsBytes: Uint8Array;
  /** 64 bytes, Ed25519. */
  readonly signature: Uint8Array;
  /** Names as DER, compared byte for byte: both are written by one authority. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** First and last instant of validity, seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Ed25519, 32 bytes; not checked for small order. */
  readonly publicKeyBytes: Uint8Array;
  /** Whether it may sign certificates by its basic constraints, and over how many steps. */
  readonly ca: false | { readonly pathLength: number | undefined };
  /** Key usage; absent when the certificate does not restrict it. */
  readonly usages: KeyUsages | undefined;
  readonly subjectKeyId: Uint8Array | undefined;
  readonly authorityKeyId: Uint8Array | undefined;
};

/** The two bits of RFC 5280 §4.2.1.3 that matter here. */
export type KeyUsages = { readonly digitalSignature: boolean; readonly keyCertSign: boolean };
