import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import {
  type Authority,
  documentName,
  Ed25519Key,
  makeDocumentSigner,
  type MakeKeys,
  P256Key,
  renewDvs,
  replaceCvca,
  signRootFile,
  withRootFile,
} from '../authority/index.ts';
import type { RandomSource } from '../ports/index.ts';
import type { KeyCeremonyPlan } from './ceremony-plan.ts';
import { type Announce, giveToCustodians, publicHalves, type ShareRecord } from './hold-key-ceremony.ts';
import type { RecoveredHalves } from './offline-halves.ts';
import type { PacketPlace } from './packet-place.ts';

/** What custodians can come together for. */
export const OPERATIONS = [
  'renew-root',
  'renew-verifiers',
  'add-document-signer',
  'rotate-online',
  'rotate-root',
  'replace-cvca',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What every operation has to hand. */
export type OperationSetting = {
  readonly authority: Authority;
  readonly halves: RecoveredHalves;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly announce: Announce;
};

/**
 * Signs the next root file for the same keys.
 * @throws PermitError ROOT_SIGNERS_TOO_FEW
 */
export async function renewRoot({ authority, halves, now, announce }: OperationSetting): Promise<Authority> {
  const version = authority.rootFile.version + 1;
  const rootFile = await signRootFile(authority, { version, now, signers: halves.bundleRoots });
  announce(`signed root file ${version} for the same keys`);
  return withRootFile(authority, rootFile);
}

/** Gives both document verifiers a new certificate where theirs does not cover a terminal's full life. */
export async function renewVerifiers(setting: OperationSetting, today: PlainDate): Promise<Authority> {
  const authority = await renewDvs(setting.authority, today, setting.halves.cvca);
  setting.announce('signed the certificates of the document verifiers');
  return authority;
}

/** Certifies a further document signer of an office; the ones before it go on until they are retired. */
export async function addDocumentSigner(
  setting: OperationSetting,
  options: {
    readonly office: string;
    readonly cap: number | undefined;
    readonly keys: Pick<MakeKeys<Ed25519Signer>, 'ed25519'>;
    readonly random: RandomSource;
  },
): Promise<Authority> {
  const { authority, halves, now, announce } = setting;
  const { office, cap, random } = options;
  const name = documentName(authority.documentSigners.length + 1);
  const key = await options.keys.ed25519(name);
  const signer = await makeDocumentSigner({
    name,
    office,
    key,
    root: halves.root,
    rootName: authority.name,
    now,
    random,
  });
  announce(`certified ${name} of ${office}`);
  const added = cap === undefined ? signer : { ...signer, cap };
  return { ...authority, documentSigners: [...authority.documentSigners, added] };
}

/**
 * Names a new bundle key and a new status key in the next root file. Verifiers that take it believe the old ones no more.
 * @throws PermitError ROOT_SIGNERS_TOO_FEW
 */
export async function rotateOnlineKeys(
  setting: OperationSetting,
  keys: Pick<MakeKeys<Ed25519Signer>, 'ed25519'>,
): Promise<Authority> {
  const { authority, halves, now, announce } = setting;
  const version = authority.rootFile.version + 1;
  const bundleKey = await keys.ed25519(`bundle-${version}`);
  const statusKey = await keys.ed25519(`status-${version}`);
  const rotated = { ...authority, bundleKey, statusKey };
  const rootFile = await signRootFile(rotated, { version, now, signers: halves.bundleRoots });
  announce(`signed root file ${version} for a new bundle key and a new status key`);
  return withRootFile(rotated, rootFile);
}

/**
 * Makes a new CVCA, its link certificate, and document verifiers under it. The key is only in the halves that are answered:
 * `rotateRoot` gives it to the custodians.
 * @throws PermitError STORE_CONFLICT when the CVCA was replaced before
 */
export async function renewCvca(
  setting: OperationSetting,
  today: PlainDate,
  random: RandomSource,
): Promise<OperationSetting> {
  const next = P256Key.generate(random);
  const authority = await replaceCvca(setting.authority, { old: setting.halves.cvca, next }, today);
  setting.announce('made a new CVCA, linked it to the old one and certified the document verifiers under it');
  return { ...setting, authority, halves: { ...setting.halves, cvca: next } };
}

/**
 * Hands the offline keys to new custodians: new bundle root keys, signed in by the old threshold and the new one, and new
 * shares of the X.509 root and the CVCA. The old shares of those two still make the keys, so they are to be destroyed.
 * @throws PermitError ROOT_SIGNERS_TOO_FEW, SHARE_DAMAGED, STORE_CONFLICT
 */
export async function rotateRoot(
  setting: OperationSetting,
  options: {
    readonly plan: Pick<KeyCeremonyPlan, 'threshold' | 'custodians'>;
    readonly places: readonly PacketPlace[];
    readonly ceremony: Uint8Array;
    readonly random: RandomSource;
  },
): Promise<{ readonly authority: Authority; readonly shares: readonly ShareRecord[] }> {
  const { authority, halves, now, announce } = setting;
  const { plan, places, ceremony, random } = options;
  if (places.length !== plan.custodians.length) {
    throw new PermitError('SETTING_BAD', { detail: 'one place for each custodian' });
  }
  const bundleRoots = plan.custodians.map(() => Ed25519Key.generate(random));
  const version = authority.rootFile.version + 1;
  const rotated = { ...authority, bundleRoots: publicHalves({ threshold: plan.threshold, keys: bundleRoots }) };
  const rootFile = await signRootFile(rotated, {
    version,
    now,
    signers: [...halves.bundleRoots, ...bundleRoots],
    previous: authority.bundleRoots,
  });
  announce(`signed root file ${version} by the threshold of the old root keys and that of the new ones`);
  const shares = await giveToCustodians({ plan, ceremony, offline: { ...halves, bundleRoots }, places, announce });
  return { authority: withRootFile(rotated, rootFile), shares };
}
