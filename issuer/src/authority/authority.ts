import type { Ed25519Key } from './ed25519-key.ts';
import type { MasterKey } from './master-key.ts';
import type { P256Key } from './p256-key.ts';

/** A key that signs permits and endorsements of one office, with its X.509 certificate. */
export type DocumentSigner = {
  /** Name of the office, as in the certificate. */
  readonly office: string;
  readonly key: Ed25519Key;
  /** DER. */
  readonly certificate: Uint8Array;
  /** First and last instant at which it may sign, seconds since the epoch. */
  readonly from: number;
  readonly through: number;
  /** Instant from which its signatures no longer count. */
  readonly withdrawnAt?: number;
};

/** A key that signs the grants of one department. */
export type GrantorSigner = {
  /** ASCII, at most 16 characters. */
  readonly grantor: string;
  /** Ids of the entitlement kinds that it may grant. */
  readonly kinds: readonly string[];
  readonly key: Ed25519Key;
  readonly from: number;
  readonly through: number;
  readonly withdrawnAt?: number;
};

/** A key with its card-verifiable certificate, as received: the whole `7F21`. */
export type CvHolder = { readonly key: P256Key; readonly certificate: Uint8Array };

/** Which document verifier a terminal stands under: authorities and offices, or clinics and employers. */
export type DvName = 'official' | 'non-official';

/** The root file in force, `root.cbor`. */
export type RootFile = {
  readonly version: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly bytes: Uint8Array;
};

/** Everything that a ceremony makes. A deployment spreads it over several machines; a test authority holds it in one place. */
export type Authority = {
  readonly name: string;
  /** Head of every status list address. */
  readonly statusUri: string;
  readonly root: { readonly key: Ed25519Key; readonly certificate: Uint8Array };
  /** The offline keys of which `threshold` sign each root file. */
  readonly bundleRoots: { readonly threshold: number; readonly keys: readonly Ed25519Key[] };
  readonly bundleKey: Ed25519Key;
  readonly statusKey: Ed25519Key;
  readonly rootFile: RootFile;
  readonly documentSigners: readonly DocumentSigner[];
  readonly grantorSigners: readonly GrantorSigner[];
  readonly cvca: CvHolder;
  readonly dvs: Readonly<Record<DvName, CvHolder>>;
  /** Master of the personalisation keys: 16 bytes, AES-128. Each chip gets keys diversified from it. */
  readonly personalisationMaster: MasterKey;
};
