import type { Authority } from '@residence-permit/issuer/authority';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { type Circumstances, judge, type CardReading } from '@residence-permit/reader/verify';
import { concatBytes } from '@residence-permit/shared/bytes';
import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import { encodeTlv } from '@residence-permit/shared/tlv';
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
import { CARD_STATUS } from '@residence-permit/shared/status-list';
import { beforeAll, describe, expect, it } from 'vitest';
import { camProofBy, readingOf } from '../builders/card-reading.ts';
import { openTrustOf, type TrustPlan } from '../builders/opened-trust.ts';
import { seededRandom } from '../builders/seeded-random.ts';
import { makeSignedCard, type SignedCard, withFlippedSalt } from '../builders/signed-card.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;
const STATUS_INDEX = 4_711;
const TODAY = dateAt(NOW, 480);
const random = seededRandom('judge');

let card: SignedCard;
let good: CardReading;
let usual: Circumstances;

const purposeNamed = (id: string): Purpose => {
  const purpose = findPurpose(DEFAULT_PURPOSES, id);
  if (purpose === undefined) throw new RangeError(`purpose: ${id}`);
  return purpose;
};

/** Answers in the order of the questions: y, n or ?. */
function letters(judgement: ReturnType<typeof judge>): string {
  const { authentic, current, inFunction, chipGenuine, entitled } = judgement.answers;
  const letter = { yes: 'y', no: 'n', unknown: '?' } as const;
  return [authentic, current, inFunction, chipGenuine, entitled].map(({ answer }) => letter[answer]).join('');
}

const summary = (judgement: ReturnType<typeof judge>) => [judgement.verdict, letters(judgement), ...judgement.reasons];

const withFiles = (changes: ReadonlyMap<number, Uint8Array | undefined>): CardReading => {
  const files = new Map(good.files);
  for (const [group, bytes] of changes) {
    if (bytes === undefined) files.delete(group);
    else files.set(group, bytes);
  }
  return { ...good, files };
};

const withFile = (group: number, bytes: Uint8Array | undefined) => withFiles(new Map([[group, bytes]]));

async function under(plan: Partial<TrustPlan>, more: Partial<Circumstances> = {}): Promise<Circumstances> {
  return { ...usual, ...more, trust: await openTrustOf(card.authority, { issuedAt: NOW, ...plan }) };
}

function documentSigner(authority: Authority) {
  const [signer] = authority.documentSigners;
  if (signer === undefined) throw new RangeError('authority: no document signer');
  return signer;
}

/** The same card with another record, signed again. */
async function resigned(changes: Partial<MobileSecurityObject>): Promise<CardReading> {
  const { mso, thumbprint } = decodePermitDocument(good.dg1Bytes ?? new Uint8Array());
  const signer = documentSigner(card.authority).key;
  return { ...good, dg1Bytes: await signPermitDocument({ mso: { ...mso, ...changes }, thumbprint, signer }) };
}

const grantorOf = (name: string) => {
  const holder = card.authority.grantorSigners.find(({ grantor }) => grantor === name);
  if (holder === undefined) throw new RangeError(`grantor: ${name}`);
  return holder;
};

async function endorsed(changes: Partial<Endorsement>, signer = documentSigner(card.authority).key) {
  const endorsement: Endorsement = {
    version: 1,
    binding: chipBinding(card.deviceKey.publicKey),
    windowFrom: addDays(TODAY, -30),
    endorsedThrough: addDays(TODAY, 30),
    ...changes,
  };
  return withFile(17, encodeEnvelope(endorsementWrite(await signEndorsement(endorsement, signer))));
}

async function granted(changes: Partial<EntitlementRecord>, signer = grantorOf('health').key) {
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

const grantOf = (days: readonly [number, number], kind = 'health') => [
  { id: random(8), kind, from: addDays(TODAY, days[0]), through: addDays(TODAY, days[1]) },
];

beforeAll(async () => {
  card = await makeSignedCard({ seed: 'judge', now: NOW });
  good = readingOf(card, random);
  usual = {
    purpose: purposeNamed('clinic'),
    trust: await openTrustOf(card.authority, { issuedAt: NOW }),
    staleness: { bundleSeconds: 3 * DAY, statusSeconds: DAY },
    at: NOW,
    utcOffsetMinutes: 480,
    engine: nodeEd25519,
  };
});

describe('a good card', () => {
  it('is accepted with exactly the fields that the purpose names', () => {
    const judgement = judge(good, usual);
    expect(summary(judgement)).toEqual(['accepted', 'yyyyy']);
    expect(Object.keys(judgement.fields)).toEqual(['name', 'birthDate']);
    expect(judgement.fields.name).toBe(card.record.name);
    expect(judgement.covering).toMatchObject({ dataGroup: 18, grantor: 'health', grant: { kind: 'health' } });
    expect(judgement.withheld).toEqual([]);
    expect(judgement.trustAge).toEqual({ bundleSeconds: 0, statusSeconds: 0 });
  });

  it('gives back every field of the record to the purpose that names them all', () => {
    const judgement = judge(good, { ...usual, purpose: purposeNamed('issuing-office') });
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.fields).toEqual(card.record);
    expect(judgement.answers.entitled).toEqual({ answer: 'unknown', code: 'NOT_ASKED' });
  });

  it('is judged the same however often', () => {
    expect(judge(good, usual)).toEqual(judge(good, usual));
  });
});

describe('authentic', () => {
  it('is unknown for a signer outside the bundle, and nothing follows from the record', async () => {
    const other = await makeSignedCard({ seed: 'another authority', now: NOW });
    const judgement = judge(readingOf(other, random), usual);
    expect(summary(judgement)).toEqual(['undecided', '?????', 'SIGNER_UNKNOWN', 'RECORD_NOT_AUTHENTIC']);
    expect(judgement.fields).toEqual({});
  });

  it('is no for a wrong signature by a signer of the bundle', () => {
    const dg1Bytes = Uint8Array.from(good.dg1Bytes ?? []);
    const last = dg1Bytes.length - 1;
    dg1Bytes[last] = (dg1Bytes[last] ?? 0) ^ 0x01;
    expect(summary(judge({ ...good, dg1Bytes }, usual))).toEqual([
      'rejected',
      'n????',
      'SIGNATURE_BAD',
      'RECORD_NOT_AUTHENTIC',
    ]);
  });

  it('is no for a field that was not signed, and then no field is given out', () => {
    const judgement = judge(withFile(3, withFlippedSalt(card.files.get(3))), usual);
    expect(summary(judgement)).toEqual(['rejected', 'n????', 'DIGEST_MISMATCH', 'RECORD_NOT_AUTHENTIC']);
    expect(judgement.fields).toEqual({});
  });

  it('is no for a field of another card of the same authority', async () => {
    const neighbour = await makeSignedCard({ seed: 'neighbour', now: NOW });
    expect(summary(judge(withFile(2, neighbour.files.get(2)), usual)).at(2)).toBe('DIGEST_MISMATCH');
  });

  it('does not look at a group that the purpose does not name', () => {
    expect(judge(withFile(6, new Uint8Array([1, 2, 3])), usual).verdict).toBe('accepted');
  });

  it('is no when the signer was withdrawn, whenever it signed', async () => {
    const signers: TrustPlan['signers'] = (entries) =>
      entries.map((entry) => (entry.use === 'document' ? { ...entry, withdrawnAt: NOW } : entry));
    const judgement = judge(good, await under({ signers }));
    expect(summary(judgement)).toEqual(['rejected', 'n????', 'SIGNER_NOT_IN_FORCE', 'RECORD_NOT_AUTHENTIC']);
  });

  it('is no when the record was signed outside the period of the signer', async () => {
    const signers: TrustPlan['signers'] = (entries) =>
      entries.map((entry) => (entry.use === 'document' ? { ...entry, from: NOW + 1 } : entry));
    expect(judge(good, await under({ signers })).answers.authentic).toEqual({
      answer: 'no',
      code: 'SIGNER_NOT_IN_FORCE',
    });
  });

  it('is unknown under a bundle past its end or its budget, and yes a second before', async () => {
    const bundle = await under({ expiresAt: NOW + 2 * DAY });
    const at = (seconds: number) => judge(good, { ...bundle, at: NOW + seconds }).answers.authentic;
    expect(at(2 * DAY - 1)).toEqual({ answer: 'yes' });
    expect(at(2 * DAY)).toEqual({ answer: 'unknown', code: 'TRUST_STALE' });
    const budget = { ...usual, staleness: { bundleSeconds: 60, statusSeconds: DAY } };
    expect(judge(good, { ...budget, at: NOW + 60 }).answers.authentic).toEqual({ answer: 'yes' });
    expect(judge(good, { ...budget, at: NOW + 61 }).answers.authentic).toEqual({
      answer: 'unknown',
      code: 'TRUST_STALE',
    });
  });

  it('is unknown when the clock is behind the trust files', () => {
    expect(summary(judge(good, { ...usual, at: NOW - 1 }))).toEqual([
      'undecided',
      '?????',
      'CLOCK_BEHIND',
      'RECORD_NOT_AUTHENTIC',
    ]);
  });
});

describe('current', () => {
  const currentUnder = async (plan: Partial<TrustPlan>, more: Partial<Circumstances> = {}) =>
    judge(good, await under(plan, more)).answers.current;
  const status = (value: number) => ({ statuses: new Map([[STATUS_INDEX, value]]) });

  it('is no for a revoked card and for one on hold, unknown for a value outside the profile', async () => {
    expect(await currentUnder(status(CARD_STATUS.REVOKED))).toEqual({ answer: 'no', code: 'CARD_REVOKED' });
    expect(await currentUnder(status(CARD_STATUS.ON_HOLD))).toEqual({ answer: 'no', code: 'CARD_ON_HOLD' });
    expect(await currentUnder(status(3))).toEqual({ answer: 'unknown', code: 'STATUS_UNKNOWN_VALUE' });
  });

  it('is unknown, never revoked, from a stale list that shows the card as revoked', async () => {
    const plan = { ...status(CARD_STATUS.REVOKED), statusIssuedAt: NOW - DAY - 1, statusExpiresAt: NOW + DAY };
    expect(await currentUnder(plan)).toEqual({ answer: 'unknown', code: 'STATUS_STALE' });
    const expired = { ...status(CARD_STATUS.REVOKED), statusIssuedAt: NOW - 10, statusExpiresAt: NOW };
    expect(await currentUnder(expired)).toEqual({ answer: 'unknown', code: 'STATUS_STALE' });
  });

  it('is unknown without a list, and for an index past its end', async () => {
    expect(await currentUnder({ withStatusList: false })).toEqual({ answer: 'unknown', code: 'STATUS_MISSING' });
    expect(await currentUnder({ statusLength: 100 })).toEqual({ answer: 'unknown', code: 'STATUS_UNKNOWN_VALUE' });
  });

  it('is no outside the validity of the record, which the record itself proves', async () => {
    const expiring = await resigned({ validUntil: NOW + 60 });
    const at = (seconds: number) => judge(expiring, { ...usual, at: NOW + seconds }).answers.current;
    expect(at(59)).toEqual({ answer: 'yes' });
    expect(at(60)).toEqual({ answer: 'no', code: 'PERMIT_EXPIRED' });
    const later = await resigned({ validFrom: NOW + 1 });
    expect(judge(later, usual).answers.current).toEqual({ answer: 'no', code: 'PERMIT_NOT_YET_VALID' });
  });

  it('names the revocation of a card that has expired as well', async () => {
    const expired = await resigned({ validUntil: NOW + 1 });
    const revoked = await under(status(CARD_STATUS.REVOKED), { at: NOW + 1 });
    expect(judge(expired, revoked).answers.current).toEqual({ answer: 'no', code: 'CARD_REVOKED' });
  });
});

describe('inFunction', () => {
  const answerOf = async (reading: CardReading | Promise<CardReading>) =>
    judge(await reading, usual).answers.inFunction;

  it('is no for a card that was never activated', async () => {
    expect(await answerOf(withFile(17, new Uint8Array()))).toEqual({ answer: 'no', code: 'NOT_ENDORSED' });
  });

  it('counts the last day in and the next one out', async () => {
    expect(await answerOf(endorsed({ endorsedThrough: TODAY }))).toEqual({ answer: 'yes' });
    expect(await answerOf(endorsed({ endorsedThrough: addDays(TODAY, -1) }))).toEqual({
      answer: 'no',
      code: 'ENDORSEMENT_LAPSED',
    });
    expect(await answerOf(endorsed({ windowFrom: TODAY }))).toEqual({ answer: 'yes' });
    expect(await answerOf(endorsed({ windowFrom: addDays(TODAY, 1) }))).toEqual({
      answer: 'no',
      code: 'ENDORSEMENT_NOT_YET',
    });
  });

  it('takes the day from the calendar of the service point', async () => {
    const reading = await endorsed({ endorsedThrough: TODAY });
    const lateEvening = { ...usual, at: NOW + 20 * 3600 };
    const tomorrowHere = dateAt(lateEvening.at, 480) !== TODAY;
    expect(tomorrowHere).toBe(true);
    expect(judge(reading, lateEvening).answers.inFunction).toEqual({ answer: 'no', code: 'ENDORSEMENT_LAPSED' });
    expect(judge(reading, { ...lateEvening, utcOffsetMinutes: -720 }).answers.inFunction).toEqual({ answer: 'yes' });
  });

  it('is no for the endorsement of another chip', async () => {
    const binding = chipBinding(card.receiptKey.publicKey);
    expect(await answerOf(endorsed({ binding }))).toEqual({ answer: 'no', code: 'BINDING_MISMATCH' });
  });

  it('is no when a department signed it, and when the signature is wrong', async () => {
    expect(await answerOf(endorsed({}, grantorOf('health').key))).toEqual({
      answer: 'no',
      code: 'GRANTOR_NOT_ALLOWED',
    });
    const signed = Uint8Array.from(card.files.get(17) ?? []);
    signed[signed.length - 1] = (signed.at(-1) ?? 0) ^ 1;
    expect(await answerOf(withFile(17, signed))).toEqual({ answer: 'no', code: 'SIGNATURE_BAD' });
  });

  it('is unknown when the signer is not in the bundle', async () => {
    const other = await makeSignedCard({ seed: 'another authority', now: NOW });
    const reading = endorsed({}, documentSigner(other.authority).key);
    expect(await answerOf(reading)).toEqual({ answer: 'unknown', code: 'SIGNER_UNKNOWN' });
  });

  it('is no when the envelope shows another version than the signed record', async () => {
    const write = endorsementWrite(
      await signEndorsement(
        {
          version: 1,
          binding: chipBinding(card.deviceKey.publicKey),
          windowFrom: TODAY,
          endorsedThrough: addDays(TODAY, 300),
        },
        documentSigner(card.authority).key,
      ),
    );
    const reading = withFile(17, encodeEnvelope({ ...write, version: 2 }));
    expect(await answerOf(reading)).toEqual({ answer: 'no', code: 'ENVELOPE_MISMATCH' });
  });

  it('is unknown when the card keeps the group', async () => {
    expect(await answerOf(withFile(17, undefined))).toEqual({ answer: 'unknown', code: 'NOT_RELEASED' });
  });
});

describe('chipGenuine', () => {
  it('is no for a copy of every file on a chip with a key of its own', () => {
    const judgement = judge({ ...good, cam: camProofBy(card.receiptKey, random), files: new Map() }, usual);
    expect(judgement.answers.chipGenuine).toEqual({ answer: 'no', code: 'CHIP_NOT_GENUINE' });
    expect(summary(judgement)).toEqual(['rejected', 'yy?n?', 'CHIP_NOT_GENUINE', 'NOT_REACHED']);
  });

  it('is no for a proof of any other length', () => {
    for (const length of [0, 1, 31, 33, 64]) {
      const cam = { ...camProofBy(card.deviceKey, random), caIc: new Uint8Array(length).fill(1) };
      expect(judge({ ...good, cam }, usual).answers.chipGenuine).toEqual({ answer: 'no', code: 'CHIP_NOT_GENUINE' });
    }
  });

  it('is unknown, so never accepted, where the chip gave no proof', () => {
    const { cam, ...without } = good;
    expect(cam).toBeDefined();
    const judgement = judge(without, usual);
    expect(judgement.answers.chipGenuine.answer).toBe('unknown');
    expect(judgement.verdict).toBe('undecided');
  });
});

describe('entitled', () => {
  const answerOf = async (reading: CardReading | Promise<CardReading>, circumstances = usual) =>
    judge(await reading, circumstances).answers.entitled;

  it('is no without a grant of the kind', async () => {
    expect(await answerOf(withFile(18, new Uint8Array()))).toEqual({ answer: 'no', code: 'NO_GRANT' });
    const onlyOther = granted({ grants: grantOf([-1, 1], 'yearly-check') });
    expect(await answerOf(onlyOther)).toEqual({ answer: 'no', code: 'NO_GRANT' });
  });

  it('counts the first and the last day in', async () => {
    expect(await answerOf(granted({ grants: grantOf([0, 0]) }))).toEqual({ answer: 'yes' });
    expect(await answerOf(granted({ grants: grantOf([1, 2]) }))).toEqual({ answer: 'no', code: 'GRANT_NOT_YET' });
    expect(await answerOf(granted({ grants: grantOf([-2, -1]) }))).toEqual({ answer: 'no', code: 'GRANT_EXPIRED' });
  });

  it('takes one good grant among others', async () => {
    const grants = [...grantOf([-2, -1]), ...grantOf([-1, 1]), ...grantOf([1, 2])];
    expect(await answerOf(granted({ grants }))).toEqual({ answer: 'yes' });
  });

  it('is no when the signer may not grant the kind', async () => {
    const own = grantorOf('culture');
    const forged = granted({ grantor: 'culture' }, own.key);
    expect(await answerOf(forged)).toEqual({ answer: 'no', code: 'GRANTOR_NOT_ALLOWED' });
    const borrowedName = granted({}, own.key);
    expect(await answerOf(borrowedName)).toEqual({ answer: 'no', code: 'GRANTOR_NOT_ALLOWED' });
    const byOffice = granted({}, documentSigner(card.authority).key);
    expect(await answerOf(byOffice)).toEqual({ answer: 'no', code: 'GRANTOR_NOT_ALLOWED' });
  });

  it('is no for the grant of another permit', async () => {
    expect(await answerOf(granted({ binding: random(16) }))).toEqual({ answer: 'no', code: 'BINDING_MISMATCH' });
  });

  it('is no when the envelope shows another version or another limit than was signed', async () => {
    const signed = await signEntitlementRecord(
      { dataGroup: 18, grantor: 'health', version: 3, binding: card.permitRef, grants: grantOf([0, 9]) },
      grantorOf('health').key,
    );
    const write = entitlementWrite(signed);
    const newer = withFile(18, encodeSlots([{ ...write, version: 4 }]));
    expect(await answerOf(newer)).toEqual({ answer: 'no', code: 'ENVELOPE_MISMATCH' });
    const counted = [{ id: random(8), limit: 9, periodDays: 0, fromDay: 0 }];
    const widened = withFile(18, encodeSlots([{ ...write, counted }]));
    expect(await answerOf(widened)).toEqual({ answer: 'no', code: 'ENVELOPE_MISMATCH' });
  });

  it('is no for a record that was signed for another data group', async () => {
    const moved = await signEntitlementRecord(
      { dataGroup: 20, grantor: 'health', version: 1, binding: card.permitRef, grants: grantOf([0, 9]) },
      grantorOf('health').key,
    );
    const reading = withFile(18, encodeSlots([entitlementWrite(moved)]));
    expect(await answerOf(reading)).toEqual({ answer: 'no', code: 'ENVELOPE_MISMATCH' });
  });

  it('is unknown when the signer of the only grant is not in the bundle', async () => {
    const other = await makeSignedCard({ seed: 'another authority', now: NOW });
    const stranger = other.authority.grantorSigners.find(({ grantor }) => grantor === 'health');
    expect(await answerOf(granted({}, stranger?.key))).toEqual({ answer: 'unknown', code: 'SIGNER_UNKNOWN' });
  });

  it('lets junk of another grantor in the group stand aside', async () => {
    const junk = { grantor: 'junk', version: 1, signedBytes: new Uint8Array([0xff]), counted: [] };
    const slots = encodeSlots([junk]);
    expect(await answerOf(withFile(18, concatBytes(slots, card.files.get(18) ?? slots)))).toEqual({ answer: 'yes' });
    const own = encodeSlots([{ ...junk, grantor: 'health' }]);
    expect((await answerOf(withFile(18, own))).answer).toBe('no');
    expect((await answerOf(withFile(18, encodeTlv(0x31, new Uint8Array())))).answer).toBe('no');
  });

  it('survives a lapsed endorsement only where the catalogue says so', async () => {
    const lapsed = await endorsed({ endorsedThrough: addDays(TODAY, -1) });
    expect(await answerOf(lapsed)).toEqual({ answer: 'yes' });
    const gate = { ...usual, purpose: purposeNamed('library-gate') };
    expect(judge(lapsed, gate).answers.entitled).toEqual({ answer: 'no', code: 'ENDORSEMENT_LAPSED' });
    expect(judge(lapsed, usual).verdict).toBe('rejected');
    const never = withFile(17, new Uint8Array());
    expect(await answerOf(never)).toEqual({ answer: 'no', code: 'NOT_ENDORSED' });
  });

  it('is never yes at a terminal that showed no certificate', () => {
    for (const code of ['TERMINAL_UNCERTIFIED', 'TERMINAL_REVOKED', 'TERMINAL_EXPIRED'] as const) {
      const judgement = judge({ ...good, terminal: { kind: 'uncertified', code } }, usual);
      expect(summary(judgement)).toEqual(['undecided', 'yyyy?', code]);
    }
  });

  it('is unknown once status or bundle are older than the kind allows', async () => {
    const patient = { staleness: { bundleSeconds: 365 * DAY, statusSeconds: 365 * DAY }, at: NOW + 31 * DAY };
    const long = { expiresAt: NOW + 365 * DAY, statusExpiresAt: NOW + 365 * DAY };
    const reading = await endorsed({ endorsedThrough: addDays(TODAY, 300) });
    expect(judge(reading, await under(long, patient)).answers.entitled).toEqual({
      answer: 'unknown',
      code: 'TRUST_STALE',
    });
    expect(judge(reading, await under({ ...long, withStatusList: false })).answers.entitled).toEqual({
      answer: 'unknown',
      code: 'STATUS_MISSING',
    });
  });

  it('is unknown for a purpose whose kind the bundle does not list', () => {
    const purpose: Purpose = { ...purposeNamed('clinic'), kind: 'no-such-kind' };
    expect(judge(good, { ...usual, purpose }).answers.entitled).toEqual({ answer: 'unknown', code: 'PURPOSE_UNKNOWN' });
  });
});

describe('an interrupted tap', () => {
  const removed = { code: 'CARD_REMOVED', cause: undefined } as const;

  it('keeps the answers that it has and is never accepted', () => {
    const part = { ...good, files: new Map([...good.files].filter(([group]) => group === 2)), interruption: removed };
    const judgement = judge(part, usual);
    expect(summary(judgement)).toEqual(['undecided', 'yy?y?', 'CARD_REMOVED']);
    expect(judgement.withheld).toEqual([3, 17, 18]);
    const asksLess: Purpose = { ...purposeNamed('employer-hiring'), asks: ['authentic', 'chipGenuine'] };
    expect(judge(part, { ...usual, purpose: asksLess }).verdict).toBe('undecided');
  });

  it('proves nothing when it ended before DG1', () => {
    const nothing: CardReading = { files: new Map(), terminal: { kind: 'certified' }, interruption: removed };
    expect(summary(judge(nothing, usual))).toEqual(['undecided', '?????', 'CARD_REMOVED', 'NOT_REACHED']);
  });

  it('rejects a card that is no permit', () => {
    const interruption = { code: 'CARD_NOT_PERMIT', cause: undefined } as const;
    const foreign: CardReading = { files: new Map(), terminal: { kind: 'certified' }, interruption };
    expect(summary(judge(foreign, usual))).toEqual(['rejected', 'n????', 'CARD_NOT_PERMIT', 'NOT_REACHED']);
  });
});
