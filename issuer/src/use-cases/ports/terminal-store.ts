import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { TerminalState } from '../../domain/lifecycles/index.ts';

/** What a terminal does with cards: reads them, counts uses as well, or writes them at an office. */
export const TERMINAL_USES = ['READS', 'COUNTS', 'WRITES'] as const;
export type TerminalUse = (typeof TERMINAL_USES)[number];

/** A terminal that was enrolled by its key. */
export type Terminal = {
  readonly id: string;
  /** The office that supervises it. */
  readonly officeId: string;
  /** Whose it is. */
  readonly organisationId: string;
  /** Two to nine upper-case letters or digits: its name in certificates, country left out. */
  readonly mnemonic: string;
  /** Uncompressed P-256 point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** The request as received. */
  readonly request: Uint8Array;
  /** EXPIRED follows from the newest certificate and is never stored. */
  readonly state: Exclude<TerminalState, 'EXPIRED'>;
  /** Ids of published purposes; empty until it is approved. */
  readonly purposes: readonly string[];
  /** Version of the purposes under which it was approved. */
  readonly purposesVersion?: number;
  readonly sites: readonly string[];
  readonly use?: TerminalUse;
  readonly requestedBy: string;
  /** Seconds since the epoch, each once. */
  readonly requestedAt: number;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly revokedBy?: string;
  readonly revokedAt?: number;
  /** Words without personal data. */
  readonly reason?: string;
  readonly version: number;
};

/** A certificate that was made for a terminal. */
export type TerminalCertificate = {
  readonly reference: string;
  readonly terminalId: string;
  /** From 1, ascending. */
  readonly sequence: number;
  /** The whole `7F21`. */
  readonly certificate: Uint8Array;
  /** Its verifier's certificate; certificates of the first versions were kept without. */
  readonly dv?: Uint8Array;
  /** The link where the CVCA was replaced. */
  readonly link?: Uint8Array;
  readonly effective: PlainDate;
  /** Last day. */
  readonly expiry: PlainDate;
  /** Version of the purposes that gave it its rights. */
  readonly purposesVersion: number;
  readonly issuedAt: number;
};

/** @throws PermitError STORE_CONFLICT when name or key are taken, or another change came first; STORE_FAILED */
export type TerminalStore = {
  insert(terminal: Terminal): Promise<void>;
  find(id: string): Promise<Terminal | undefined>;
  findByReference(reference: string): Promise<Terminal | undefined>;
  save(
    before: Terminal,
    change: Partial<
      Pick<
        Terminal,
        | 'state'
        | 'purposes'
        | 'purposesVersion'
        | 'sites'
        | 'use'
        | 'decidedBy'
        | 'decidedAt'
        | 'revokedBy'
        | 'revokedAt'
        | 'reason'
      >
    >,
  ): Promise<Terminal>;
  /** The newest first. */
  list(
    of: { readonly officeId: string } | { readonly organisationId: string },
    limit: number,
  ): Promise<readonly Terminal[]>;
  newestCertificate(terminalId: string): Promise<TerminalCertificate | undefined>;
  /** The newest of each of these that has one. */
  newestCertificates(terminalIds: readonly string[]): Promise<readonly TerminalCertificate[]>;
  insertCertificate(certificate: TerminalCertificate): Promise<void>;
};
