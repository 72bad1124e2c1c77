import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { DEFAULT_KINDS, type EntitlementKind } from '@residence-permit/shared/entitlements';
import { addDays, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Clock, RandomSource } from '../ports/index.ts';
import type { DocumentSigner, DvName, GrantorSigner, P256Signer, TestAuthority } from './authority.ts';
import { makeCvca, makeDv } from './cv-certificates.ts';
import { Ed25519Key } from './ed25519-key.ts';
import { MasterKey } from './master-key.ts';
import { P256Key } from './p256-key.ts';
import { signRootFile } from './sign-root-file.ts';

const DAY = 86_400;
/** Lives in days. A signer outlives by far the yearly endorsement, so that overlapping successors can take over. */
const ROOT_LIFE_DAYS = 7300;
const SIGNER_LIFE_DAYS = 1095;
const CVCA_LIFE_DAYS = 3650;
/** China Standard Time, the calendar of the office. */
const UTC_OFFSET_MINUTES = 480;

/** What the people at the ceremony decide about the authority itself. */
export type CeremonyPlan = {
  readonly name: string;
  /** Offices that get a document signer; at least one. */
  readonly offices: readonly string[];
  /** Catalogue: each grantor named in it gets a signer for its own kinds. */
  readonly kinds: readonly EntitlementKind[];
  /** How many bundle root keys are made, and how many must sign a root file. */
  readonly bundleRootKeys: number;
  readonly threshold: number;
  readonly statusUri: string;
};

/** The plan of a test authority: one office, the default catalogue, two of three root keys. */
export const TEST_PLAN: CeremonyPlan = {
  name: 'Test Residence Permit Authority',
  offices: ['Test Permit Office 1'],
  kinds: DEFAULT_KINDS,
  bundleRootKeys: 3,
  threshold: 2,
  statusUri: 's/1',
};

/** Makes an online key where it is to be kept. `name` names it in the authority's folder. */
export type MakeKeys<Ed extends Ed25519Signer> = {
  ed25519(name: string): Promise<Ed>;
  p256(name: string): Promise<P256Signer>;
};

/**
 * Makes every key and first certificate of a test authority, in memory. Nothing is kept: the caller stores it or lets it go.
 * @throws RangeError on a plan without an office or with a threshold that its keys cannot meet
 */
export function makeHoldCeremony(deps: { readonly random: RandomSource; readonly clock: Clock }) {
  const { random } = deps;
  const keys: MakeKeys<Ed25519Key> = {
    ed25519: () => Promise.resolve(Ed25519Key.generate(random)),
    p256: () => Promise.resolve(P256Key.generate(random)),
  };
  return async (plan: CeremonyPlan): Promise<TestAuthority> => {
    const made = await makeFirstKeys({ ...deps, keys })(plan);
    const personalisationMaster = new MasterKey(random(16));
    return { ...made, personalisationMaster, openPersonalisationMaster: () => Promise.resolve(personalisationMaster) };
  };
}

/**
 * Makes the offline keys in memory, the online keys where `keys` puts them, and every first certificate.
 * @throws RangeError on a plan without an office or with a threshold that its keys cannot meet
 */
export function makeFirstKeys<Ed extends Ed25519Signer>(deps: {
  readonly random: RandomSource;
  readonly clock: Clock;
  readonly keys: MakeKeys<Ed>;
}) {
  return async (plan: CeremonyPlan) => {
    if (plan.offices.length === 0) throw new RangeError('offices: want at least one');
    if (plan.threshold < 1 || plan.threshold > plan.bundleRootKeys) {
      throw new RangeError(`threshold: want 1 to ${plan.bundleRootKeys}, got ${plan.threshold}`);
    }
    const { random, keys } = deps;
    const now = deps.clock();
    const root = Ed25519Key.generate(random);
    const rootTerms = { commonName: plan.name, from: now, through: now + ROOT_LIFE_DAYS * DAY };
    const { makeRootCertificate } = await import('./x509-certificates.ts');
    const certificate = await makeRootCertificate(root, rootTerms, random);
    const cvcaKey = P256Key.generate(random);
    const cv = await makeCvHolders(cvcaKey, keys, dateAt(now, UTC_OFFSET_MINUTES));
    const rootKeys = Array.from({ length: plan.bundleRootKeys }, () => Ed25519Key.generate(random));
    const bundleRoots = { threshold: plan.threshold, keys: rootKeys };
    const online = { bundleRoots, bundleKey: await keys.ed25519('bundle'), statusKey: await keys.ed25519('status') };
    const documentSigners = [];
    for (const [index, office] of plan.offices.entries()) {
      const name = documentName(index + 1);
      const key = await keys.ed25519(name);
      const made = await makeDocumentSigner({ name, office, key, root, rootName: plan.name, now, random });
      documentSigners.push({ ...made, key });
    }
    // At once: sealing a key takes its time, and they have nothing to do with each other.
    const grantorSigners = await Promise.all(
      grantorsOf(plan.kinds).map(async (grantor, index) => {
        const name = grantorName(grantor, index + 1);
        const key = await keys.ed25519(name);
        return { ...makeGrantorSigner({ name, grantor, kinds: plan.kinds, now, key }), key };
      }),
    );
    return {
      name: plan.name,
      statusUri: plan.statusUri,
      root: { certificate },
      ...online,
      rootFile: await signRootFile(online, { version: 1, now, signers: rootKeys }),
      earlierRoots: [],
      documentSigners,
      grantorSigners,
      ...cv,
      offline: { root, bundleRoots: rootKeys, cvca: cvcaKey },
    };
  };
}

/** Name of the n-th document signer, from 1. */
export function documentName(number: number): string {
  return `document-${number}`;
}

/** Name of the n-th grantor signer, from 1. A successor of the same grantor has another number, so the names never clash. */
export function grantorName(grantor: string, number: number): string {
  return `grantor-${number}-${grantor}`;
}

/**
 * A new document signer under the authority's root; also used when an office's signer is succeeded. X.509 is loaded here and in the
 * ceremony only: it takes longer to load than everything else that an office does.
 */
export async function makeDocumentSigner(options: {
  readonly name: string;
  readonly office: string;
  /** The signer's own key. */
  readonly key: DocumentSigner['key'];
  /** The X.509 root. */
  readonly root: Ed25519Key;
  readonly rootName: string;
  /** First instant at which it may sign. */
  readonly now: number;
  readonly random: RandomSource;
}): Promise<DocumentSigner> {
  const { name, office, key, root, rootName, now, random } = options;
  const through = now + SIGNER_LIFE_DAYS * DAY;
  const terms = { commonName: office, from: now, through };
  const { makeSignerCertificate } = await import('./x509-certificates.ts');
  const certificate = await makeSignerCertificate({ root, rootName, signer: key, terms, random });
  return { name, office, key, certificate, from: now, through };
}

/** A new signer for the grants of one department: every kind of the catalogue that is its own. */
export function makeGrantorSigner(options: {
  readonly name: string;
  readonly grantor: string;
  readonly kinds: readonly EntitlementKind[];
  readonly now: number;
  readonly key: GrantorSigner['key'];
}): GrantorSigner {
  const { name, grantor, now, key } = options;
  const kinds = options.kinds.filter((kind) => kind.grantor === grantor).map((kind) => kind.id);
  return { name, grantor, kinds, key, from: now, through: now + SIGNER_LIFE_DAYS * DAY };
}

/** Every grantor that the catalogue names, in the order of the alphabet. */
export function grantorsOf(kinds: readonly EntitlementKind[]): readonly string[] {
  return [...new Set(kinds.map((kind) => kind.grantor))].sort();
}

async function makeCvHolders(
  cvcaKey: P256Signer,
  keys: Pick<MakeKeys<Ed25519Signer>, 'p256'>,
  today: PlainDate,
): Promise<Pick<TestAuthority, 'cvca' | 'dvs'>> {
  const cvca = await makeCvca({
    key: cvcaKey,
    effective: today,
    expiry: addDays(today, CVCA_LIFE_DAYS - 1),
    sequence: 1,
  });
  const dv = async (name: DvName) =>
    makeDv({ cvca, name, key: await keys.p256(`dv-${name}`), effective: today, sequence: 1 });
  return {
    cvca: { certificate: cvca.certificate },
    dvs: { official: await dv('official'), 'non-official': await dv('non-official') },
  };
}
