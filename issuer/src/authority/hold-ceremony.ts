import { DEFAULT_KINDS, type EntitlementKind } from '@residence-permit/shared/entitlements';
import { addDays, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Clock, RandomSource } from '../ports/index.ts';
import { type Authority, type CvHolder, type DocumentSigner, type DvName, type GrantorSigner } from './authority.ts';
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

/** What the people at the ceremony decide. */
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

/**
 * Makes every key and first certificate of an authority, in memory. Nothing is kept: the caller stores it or lets it go.
 * @throws RangeError on a plan without an office or with a threshold that its keys cannot meet
 */
export function makeHoldCeremony(deps: { readonly random: RandomSource; readonly clock: Clock }) {
  return async (plan: CeremonyPlan): Promise<Authority> => {
    if (plan.offices.length === 0) throw new RangeError('offices: want at least one');
    if (plan.threshold < 1 || plan.threshold > plan.bundleRootKeys) {
      throw new RangeError(`threshold: want 1 to ${plan.bundleRootKeys}, got ${plan.threshold}`);
    }
    const now = deps.clock();
    const key = () => Ed25519Key.generate(deps.random);
    const root = key();
    const rootTerms = { commonName: plan.name, from: now, through: now + ROOT_LIFE_DAYS * DAY };
    const { makeRootCertificate } = await import('./x509-certificates.ts');
    const certificate = await makeRootCertificate(root, rootTerms, deps.random);
    const cv = await makeCvHolders(deps.random, dateAt(now, UTC_OFFSET_MINUTES));
    const bundleRoots = { threshold: plan.threshold, keys: Array.from({ length: plan.bundleRootKeys }, key) };
    const online = { bundleRoots, bundleKey: key(), statusKey: key() };
    return {
      name: plan.name,
      statusUri: plan.statusUri,
      root: { key: root, certificate },
      ...online,
      rootFile: await signRootFile(online, { version: 1, now }),
      documentSigners: await Promise.all(
        plan.offices.map((office) =>
          makeDocumentSigner({ office, root, rootName: plan.name, now, random: deps.random }),
        ),
      ),
      grantorSigners: grantorsOf(plan.kinds).map((grantor) => makeGrantorSigner(grantor, plan.kinds, now, key())),
      ...cv,
      personalisationMaster: new MasterKey(deps.random(16)),
    };
  };
}

/**
 * A new document signer under the authority's root; also used when an office's signer is succeeded. X.509 is loaded here and in the
 * ceremony only: it takes longer to load than everything else that an office does.
 */
export async function makeDocumentSigner(options: {
  readonly office: string;
  readonly root: Ed25519Key;
  readonly rootName: string;
  readonly now: number;
  readonly random: RandomSource;
}): Promise<DocumentSigner> {
  const { office, root, rootName, now, random } = options;
  const key = Ed25519Key.generate(random);
  const through = now + SIGNER_LIFE_DAYS * DAY;
  const terms = { commonName: office, from: now, through };
  const { makeSignerCertificate } = await import('./x509-certificates.ts');
  const certificate = await makeSignerCertificate({ root, rootName, signer: key, terms, random });
  return { office, key, certificate, from: now, through };
}

function grantorsOf(kinds: readonly EntitlementKind[]): readonly string[] {
  return [...new Set(kinds.map((kind) => kind.grantor))].sort();
}

function makeGrantorSigner(
  grantor: string,
  kinds: readonly EntitlementKind[],
  now: number,
  key: Ed25519Key,
): GrantorSigner {
  const own = kinds.filter((kind) => kind.grantor === grantor).map((kind) => kind.id);
  return { grantor, kinds: own, key, from: now, through: now + SIGNER_LIFE_DAYS * DAY };
}

async function makeCvHolders(
  random: RandomSource,
  today: PlainDate,
): Promise<{ readonly cvca: CvHolder; readonly dvs: Readonly<Record<DvName, CvHolder>> }> {
  const cvcaKey = P256Key.generate(random);
  const cvca = await makeCvca(cvcaKey, today, addDays(today, CVCA_LIFE_DAYS - 1));
  return {
    cvca,
    dvs: {
      official: await makeDv({ cvca, name: 'official', key: P256Key.generate(random), effective: today, sequence: 1 }),
      'non-official': await makeDv({
        cvca,
        name: 'non-official',
        key: P256Key.generate(random),
        effective: today,
        sequence: 1,
      }),
    },
  };
}
