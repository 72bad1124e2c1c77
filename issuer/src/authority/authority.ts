import type { Ed25519PublicKey, Ed25519Signer } from '@residence-permit/shared/cose';
import type { Ed25519Key } from './ed25519-key.ts';
import type { MasterKey } from './master-key.ts';
import type { P256Key } from './p256-key.ts';

/** Holds one P-256 private key: a file, a token, or a test's seed. */
export type P256Signer = {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** ECDSA with SHA-256 over `message`, plain r‖s of 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
};

/** What every signer of records has beside its key. Times in seconds since the epoch. */
type SignerTerms = {
  /** Names the signer in the authority's folder and on the command line. */
  readonly name: string;
  readonly key: Ed25519Signer;
  /** First and last instant at which it may sign; retiring it moves the last one. */
  readonly from: number;
  readonly through: number;
  /** Instant from which its signatures no longer count, those of `kept` apart. */
  readonly withdrawnAt?: number;
  /** Digests of what it is known to have signed before it was withdrawn, 16 bytes each, sorted. */
  readonly kept?: Uint8Array;
  /** Most signatures that it may make in its life; counted before each one. */
  readonly cap?: number;
};

/** A key that signs permits and endorsements of one office, with its X.509 certificate. */
export type DocumentSigner = SignerTerms & {
  /** Name of the office, as in the certificate. */
  readonly office: string;
  /** DER. */
  readonly certificate: Uint8Array;
};

/** A key that signs the grants of one department. */
export type GrantorSigner = SignerTerms & {
  /** ASCII, at most 16 characters. */
  readonly grantor: string;
  /** Ids of the entitlement kinds that it may grant. */
  readonly kinds: readonly string[];
};

/** A key with its card-verifiable certificate, as received: the whole `7F21`. */
export type CvHolder = { readonly key: P256Signer; readonly certificate: Uint8Array };

/** Which document verifier a terminal stands under: authorities and offices, or clinics and employers. */
export type DvName = 'official' | 'non-official';

/** The root file in force, `root.cbor`. */
export type RootFile = {
  readonly version: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly bytes: Uint8Array;
};

/** The offline keys of which `threshold` sign each root file; whoever signs holds the private halves. */
export type BundleRoots = {
  readonly threshold: number;
  readonly keys: readonly { readonly publicKey: Ed25519PublicKey }[];
};

/** The private halves that sign a root file. */
export type BundleRootSigners = { readonly threshold: number; readonly keys: readonly Ed25519Signer[] };

/** The keys that custodians keep apart. They are in memory during a ceremony, and in the folder of a test authority. */
export type OfflineKeys = {
  readonly root: Ed25519Key;
  readonly bundleRoots: readonly Ed25519Signer[];
  readonly cvca: P256Key;
};

/**
 * An authority as an office works with it. Its online keys sign where they are kept; its offline keys are elsewhere, unless
 * it is a test authority.
 */
export type Authority = {
  readonly name: string;
  /** Head of every status list address. */
  readonly statusUri: string;
  /** The X.509 root. */
  readonly root: { readonly certificate: Uint8Array };
  readonly bundleRoots: BundleRoots;
  readonly bundleKey: Ed25519Signer;
  readonly statusKey: Ed25519Signer;
  readonly rootFile: RootFile;
  /** Every root file before that one, oldest first, so that a verifier can follow version by version. */
  readonly earlierRoots: readonly Uint8Array[];
  readonly documentSigners: readonly DocumentSigner[];
  readonly grantorSigners: readonly GrantorSigner[];
  readonly cvca: {
    readonly certificate: Uint8Array;
    /** The one before it and the link from that one to it, where the CVCA key was replaced. */
    readonly previous?: { readonly certificate: Uint8Array; readonly link: Uint8Array };
  };
  readonly dvs: Readonly<Record<DvName, CvHolder>>;
  /** Opens the master of the personalisation keys: 16 bytes, AES-128. Each chip gets keys diversified from it. */
  readonly openPersonalisationMaster: () => Promise<MasterKey>;
  /** Only in a test authority, whose keys lie in one folder as plain files. */
  readonly offline?: OfflineKeys;
};

/** An authority that a test or demonstration holds with all its keys in memory. */
export type TestAuthority = Authority & {
  readonly personalisationMaster: MasterKey;
  readonly offline: OfflineKeys;
  readonly documentSigners: readonly (DocumentSigner & { readonly key: Ed25519Key })[];
  readonly grantorSigners: readonly (GrantorSigner & { readonly key: Ed25519Key })[];
};
