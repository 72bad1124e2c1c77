import { makeHoldCeremony, P256Key, TEST_PLAN, type TestAuthority } from '@residence-permit/issuer/authority';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import type { EntitlementGroup } from '@residence-permit/shared/entitlements';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { addDays, addYears, dateAt } from '@residence-permit/shared/plain-date';
import {
  ageOverOn,
  certificateThumbprint,
  chipBinding,
  encodeCertificateChain,
  encodeDataGroups,
  encodeEnvelope,
  encodeSlots,
  endorsementWrite,
  entitlementWrite,
  type Grant,
  type PermitRecord,
  signEndorsement,
  signEntitlementRecord,
  signPermitDocument,
} from '@residence-permit/shared/records';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { seededRandom } from './seeded-random.ts';

const DAY = 86_400;
const UTC_OFFSET_MINUTES = 480;
/** Inside the salt, which is the first member of an item: after `d818 58xx a4 66 'random' 50`. */
const SALT_OFFSET = 20;

/** Every record of one card as it would lie on the chip, and who made it. The chip keys are held in software. */
export type SignedCard = {
  readonly authority: TestAuthority;
  readonly record: PermitRecord;
  readonly deviceKey: P256Key;
  readonly receiptKey: P256Key;
  readonly permitRef: Uint8Array;
  /** The signer's certificate and the authority root's, DER. */
  readonly chain: readonly [Uint8Array, Uint8Array];
  /** Data group number → file content: 1 to 14 and 17 to 21. */
  readonly files: ReadonlyMap<number, Uint8Array>;
};

/** A card with every record, the same for the same seed and time. `now` is in seconds since 1970. */
export async function makeSignedCard(input: {
  readonly seed: string;
  readonly now: number;
  readonly statusIndex?: number;
}): Promise<SignedCard> {
  const random = seededRandom(input.seed);
  const authority = await makeHoldCeremony({ random, clock: () => input.now })(TEST_PLAN);
  const [signer] = authority.documentSigners;
  if (signer === undefined) throw new RangeError('plan: no document signer');
  const deviceKey = P256Key.generate(random);
  const receiptKey = P256Key.generate(random);
  const permitRef = random(16);
  const record = makeRecord(input.now);
  const groups = encodeDataGroups({ record, random });
  const dg1 = await signPermitDocument({
    mso: {
      digests: groups.digests,
      deviceKey: deviceKey.publicKey,
      receiptKey: receiptKey.publicKey,
      permitRef,
      signedAt: input.now,
      validFrom: input.now,
      validUntil: input.now + 730 * DAY,
      status: { index: input.statusIndex ?? 4_711, uri: authority.statusUri },
    },
    thumbprint: certificateThumbprint(signer.certificate),
    signer: signer.key,
  });
  const today = dateAt(input.now, UTC_OFFSET_MINUTES);
  const endorsement = await signEndorsement(
    { version: 1, binding: chipBinding(deviceKey.publicKey), windowFrom: today, endorsedThrough: addYears(today, 1) },
    signer.key,
  );
  const period = { from: today, through: addDays(addYears(today, 1), -1) };
  const grant = (kind: string, more: Partial<Grant> = {}): Grant => ({ id: random(8), kind, ...period, ...more });
  const slot = async (dataGroup: EntitlementGroup, grantor: string, grants: readonly Grant[]) => {
    const holder = authority.grantorSigners.find((entry) => entry.grantor === grantor);
    if (holder === undefined) throw new RangeError(`grantor: no signer for ${grantor}`);
    const signed = await signEntitlementRecord(
      { dataGroup, grantor, version: 1, binding: permitRef, grants },
      holder.key,
    );
    return entitlementWrite(signed);
  };
  const chain = [signer.certificate, authority.root.certificate] as const;
  const files = new Map<number, Uint8Array>([
    [1, dg1],
    ...groups.files,
    [12, encodeCertificateChain(chain)],
    [17, encodeEnvelope(endorsementWrite(endorsement))],
    [18, encodeSlots([await slot(18, 'health', [grant('health'), grant('yearly-check', { limit: 1, period: 365 })])])],
    [19, encodeSlots([await slot(19, 'labour', [grant('skills-training', { limit: 12 })])])],
    [
      20,
      encodeSlots([
        await slot(20, 'housing', [grant('rental-housing', { grade: 2 })]),
        await slot(20, 'education', [grant('schooling')]),
      ]),
    ],
    [21, encodeSlots([await slot(21, 'culture', [grant('library')])])],
  ]);
  return { authority, record, deviceKey, receiptKey, permitRef, chain, files };
}

/** An invented person. The citizen ID is the example of GB 11643-1999. */
export function makeRecord(now: number): PermitRecord {
  const today = dateAt(now, UTC_OFFSET_MINUTES);
  const birthDate = parsePlainDate('1949-12-31');
  return {
    name: '阿卜杜拉·买买提',
    birthDate,
    sex: 2,
    ethnicGroup: '05',
    citizenId: parseCitizenId('11010519491231002X'),
    hukouAddress: '北京市朝阳区虚构街道1号',
    residenceAddress: '青岛市黄岛区虚构路2号3单元402室',
    portrait: concatBytes(Uint8Array.of(0xff, 0xd8, 0xff), encodeUtf8('invented portrait'), Uint8Array.of(0xff, 0xd9)),
    issue: {
      permitNumber: parsePermitNumber('QD-2026-000001'),
      issuingAuthority: '青岛市公安局黄岛分局',
      issueDate: today,
    },
    residence: { grounds: [1, 2], since: addDays(today, -400), continuousMonths: 13 },
    ageOver: ageOverOn(birthDate, today),
    serviceClass: 2,
  };
}

/** A file with one item, one bit of whose salt is another; everything else still decodes. */
export function withFlippedSalt(fileBytes: Uint8Array | undefined): Uint8Array {
  if (fileBytes === undefined) throw new RangeError('fileBytes: no such file');
  return fileBytes.with(SALT_OFFSET, (fileBytes[SALT_OFFSET] ?? 0) ^ 1);
}
