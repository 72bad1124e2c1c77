import type { Authority } from '@residence-permit/issuer/authority';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { type Circumstances, judge, type CardReading } from '@residence-permit/reader/verify';
import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import { addDays, dateAt } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES, findPurpose, type Purpose } from '@residence-permit/shared/purposes';
import {
  chipBinding,
  decodePermitDocument,
  type EntitlementRecord,
  encodeEnvelope,
  encodeSlots,
  endorsementWrite,
  entitlementWrite,
  type Endorsement,
  signEndorsement,
  signEntitlementRecord,
  signPermitDocument,
} from '@residence-permit/shared/records';
import { readingOf } from '../builders/card-reading.ts';
import { openTrustOf, type TrustPlan } from '../builders/opened-trust.ts';
import { seededRandom } from '../builders/seeded-random.ts';
import { makeSignedCard, type SignedCard } from '../builders/signed-card.ts';

export const DAY = 86_400;
export const NOW = 1_795_000_000;
export const STATUS_INDEX = 4_711;
export const TODAY = dateAt(NOW, 480);
export const random = seededRandom('judge');

/** The card that every sentence starts from, and what its terminal read of it: an accepted clinic tap. */
export const card: SignedCard = await makeSignedCard({ seed: 'judge', now: NOW });
export const good: CardReading = readingOf(card, random);

/** A purpose of the default catalogue. */
export const purposeNamed = (id: string): Purpose => {
  const purpose = findPurpose(DEFAULT_PURPOSES, id);
  if (purpose === undefined) throw new RangeError(`purpose: ${id}`);
  return purpose;
};

/** The circumstances in which `good` is accepted. */
export const usual: Circumstances = {
  purpose: purposeNamed('clinic'),
  trust: await openTrustOf(card.authority, { issuedAt: NOW }),
  staleness: { bundleSeconds: 3 * DAY, statusSeconds: DAY },
  at: NOW,
  utcOffsetMinutes: 480,
  engine: nodeEd25519,
};

/** Answers in the order of the questions: y, n or ?. */
function letters(judgement: ReturnType<typeof judge>): string {
  const { authentic, current, inFunction, chipGenuine, entitled } = judgement.answers;
  const letter = { yes: 'y', no: 'n', unknown: '?' } as const;
  return [authentic, current, inFunction, chipGenuine, entitled].map(({ answer }) => letter[answer]).join('');
}

/** Verdict, answers as letters, reasons. */
export const summary = (judgement: ReturnType<typeof judge>) => [
  judgement.verdict,
  letters(judgement),
  ...judgement.reasons,
];

const withFiles = (changes: ReadonlyMap<number, Uint8Array | undefined>): CardReading => {
  const files = new Map(good.files);
  for (const [group, bytes] of changes) {
    if (bytes === undefined) files.delete(group);
    else files.set(group, bytes);
  }
  return { ...good, files };
};

/** The good reading with one group changed, or taken out. */
export const withFile = (group: number, bytes: Uint8Array | undefined) => withFiles(new Map([[group, bytes]]));

/** The usual circumstances under another trust. */
export async function under(plan: Partial<TrustPlan>, more: Partial<Circumstances> = {}): Promise<Circumstances> {
  return { ...usual, ...more, trust: await openTrustOf(card.authority, { issuedAt: NOW, ...plan }) };
}

/** Who signs permits and endorsements. */
export function documentSigner(authority: Authority) {
  const [signer] = authority.documentSigners;
  if (signer === undefined) throw new RangeError('authority: no document signer');
  return signer;
}

/** The same card with another record, signed again. */
export async function resigned(changes: Partial<MobileSecurityObject>): Promise<CardReading> {
  const { mso, thumbprint } = decodePermitDocument(good.dg1Bytes ?? new Uint8Array());
  const signer = documentSigner(card.authority).key;
  return { ...good, dg1Bytes: await signPermitDocument({ mso: { ...mso, ...changes }, thumbprint, signer }) };
}

/** The signer of a grantor. */
export const grantorOf = (name: string) => {
  const holder = card.authority.grantorSigners.find(({ grantor }) => grantor === name);
  if (holder === undefined) throw new RangeError(`grantor: ${name}`);
  return holder;
};

/** The good reading with another endorsement, signed again. */
export async function endorsed(changes: Partial<Endorsement>, signer = documentSigner(card.authority).key) {
  const endorsement: Endorsement = {
    version: 1,
    binding: chipBinding(card.deviceKey.publicKey),
    windowFrom: addDays(TODAY, -30),
    endorsedThrough: addDays(TODAY, 30),
    ...changes,
  };
  return withFile(17, encodeEnvelope(endorsementWrite(await signEndorsement(endorsement, signer))));
}

/** The good reading with another health record, signed again. */
export async function granted(changes: Partial<EntitlementRecord>, signer = grantorOf('health').key) {
  const record: EntitlementRecord = {
    dataGroup: 18,
    grantor: 'health',
    version: 1,
    binding: card.permitRef,
    grants: [{ id: random(8), kind: 'health', from: addDays(TODAY, -1), through: addDays(TODAY, 1) }],
    ...changes,
  };
  return withFile(18, encodeSlots([entitlementWrite(await signEntitlementRecord(record, signer))]));
}

/** A grant from so many days before or after today to so many. */
export const grantOf = (days: readonly [number, number], kind = 'health') => [
  { id: random(8), kind, from: addDays(TODAY, days[0]), through: addDays(TODAY, days[1]) },
];
