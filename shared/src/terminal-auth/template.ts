/** Who a certificate speaks for: the authority, one of the two kinds of document verifier, or a terminal. */
export type CertificateRole = 'cvca' | 'dv-official' | 'dv-non-official' | 'terminal';

/**
 * Rights of an authentication terminal, as a certificate grants them or a terminal asks for them: the certificate holder
 * authorization template. Data groups are numbers in ascending order; `read` 1 to 22, `write` 17 to 22.
 */
export type Template = {
  readonly role: CertificateRole;
  readonly read: readonly number[];
  readonly write: readonly number[];
  /** May have the chip count uses of a grant in a group that it may read. */
  readonly count: boolean;
  /** May open the card with the printed number alone. */
  readonly canAllowed: boolean;
  readonly pinManagement: boolean;
};
