import type { RecordEnvelope } from '@residence-permit/shared/records';
import type { Template } from '@residence-permit/shared/terminal-auth';

/** Card profile 1 §5. Only ever moves to the right. */
export type LifeCycle = 'blank' | 'personalised' | 'active' | 'terminated';

/** Which chip is modelled: its time figures differ, its behaviour does not. */
export type ChipKind = 'modern' | 'old';

/** A static SCP03 key set. Each key 16 bytes. `version` is the key version number of INITIALIZE UPDATE. */
export type KeySet = {
  readonly version: number;
  readonly enc: Uint8Array;
  readonly mac: Uint8Array;
  readonly dek: Uint8Array;
};

/** A P-256 key pair made on the chip. `secret` 32 bytes, never leaves; `publicPoint` 65 bytes, uncompressed. */
export type StaticKey = { readonly secret: Uint8Array; readonly publicPoint: Uint8Array };

/** A CVCA that the chip trusts. Dates are days since 1970-01-01. */
export type TrustPoint = {
  /** Certificate holder reference. */
  readonly reference: string;
  readonly publicKey: Uint8Array;
  readonly template: Template;
  readonly expiry: number;
};

/** The one DV certificate that the chip remembers. `template` is already the AND of CVCA and DV; `issuer` its CVCA. */
export type RememberedDv = TrustPoint & { readonly issuer: string };

/** The lowest version that a grantor's slot may be replaced from, taken over from the card that this one replaces. */
export type VersionFloor = { readonly dataGroup: number; readonly grantor: string; readonly version: number };

/** How often a grant was used in its latest period, an index from 0. Neither `period` nor, within it, `used` goes back. */
export type UseCount = { readonly grantId: Uint8Array; readonly period: number; readonly used: number };

/** A receipt that COUNT answered, kept so that a torn tap can be repeated. */
export type KeptReceipt = {
  readonly transactionId: Uint8Array;
  readonly grantId: Uint8Array;
  readonly amount: number;
  readonly receipt: Uint8Array;
};

/** One line of the access log. `terminal` is the holder reference of its certificate, empty for a card-number session. */
export type AccessLogEntry = { readonly terminal: string; readonly day: number; readonly rights: Uint8Array };

/** Everything that survives loss of power, one cell per idea. Dates are days since 1970-01-01. */
export type ChipCells = {
  readonly kind: ChipKind;
  readonly lifeCycle: LifeCycle;
  /** 10 bytes, the key diversification data of SCP03. */
  readonly chipNumber: Uint8Array;
  /** Absent once personalisation has ended: the key set is then disabled for good. */
  readonly keySet: KeySet | undefined;
  readonly deviceKey: StaticKey | undefined;
  readonly receiptKey: StaticKey | undefined;
  readonly permitRef: Uint8Array | undefined;
  readonly can: Uint8Array | undefined;
  readonly puk: Uint8Array | undefined;
  readonly pin: Uint8Array | undefined;
  /** Wrong card access numbers in a row; slows the next try, never locks. */
  readonly canFailures: number;
  /** 3 fresh, 1 suspended, 0 blocked. */
  readonly pinTries: number;
  /** Uses of the unblocking code that are left. */
  readonly pukUses: number;
  /** DG1..DG14 by short file id. */
  readonly files: ReadonlyMap<number, Uint8Array>;
  /** DG17..DG21 by short file id: one slot in DG17, up to four in the others. */
  readonly slots: ReadonlyMap<number, readonly RecordEnvelope[]>;
  readonly versionFloors: readonly VersionFloor[];
  /** The whole certificate as STORE DATA brought it, for PERSO STATUS. */
  readonly trustPointCertificate: Uint8Array | undefined;
  readonly trustPoints: readonly TrustPoint[];
  readonly rememberedDv: RememberedDv | undefined;
  readonly chipDate: number;
  /** The latest day that COUNT used; never goes back. */
  readonly countDate: number;
  readonly uses: readonly UseCount[];
  readonly receiptSequence: number;
  readonly receipts: readonly KeptReceipt[];
  readonly accessLog: readonly AccessLogEntry[];
};

export type CellName = keyof ChipCells;
