import { judge, type CardReading, type Circumstances } from '@residence-permit/reader/verify';
import { addDays, dateAt } from '@residence-permit/shared/plain-date';
import type { Purpose } from '@residence-permit/shared/purposes';
import {
  chipBinding,
  decodePermitDocument,
  encodeEnvelope,
  endorsementWrite,
  signEndorsement,
} from '@residence-permit/shared/records';
import { CARD_STATUS } from '@residence-permit/shared/status-list';
import { keptDigestOf } from '@residence-permit/shared/trust-bundle';
import { describe, expect, it } from 'vitest';
import { camProofBy, readingOf } from '../builders/card-reading.ts';
import type { TrustPlan } from '../builders/opened-trust.ts';
import { makeSignedCard, withFlippedSalt } from '../builders/signed-card.ts';
import {
  card,
  DAY,
  documentSigner,
  endorsed,
  good,
  grantorOf,
  NOW,
  purposeNamed,
  random,
  resigned,
  STATUS_INDEX,
  summary,
  TODAY,
  under,
  usual,
  withFile,
} from './judged-card.ts';

describe('a good card', () => {
  it('is accepted with exactly the fields that the purpose names', () => {
    const judgement = judge(good, usual);
    expect(summary(judgement)).toEqual(['accepted', 'yyyyy']);
    expect(Object.keys(judgement.fields)).toEqual(['name', 'birthDate']);
    expect(judgement.fields.name).toBe(card.record.name);
    expect(judgement.covering).toMatchObject({ dataGroup: 18, grantor: 'health', grant: { kind: 'health' } });
    expect(judgement.withheld).toEqual([]);
    expect(judgement.trustAge).toMatchObject({ bundleSeconds: 0, statusSeconds: 0 });
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

  it('is yes for a withdrawn signer where the bundle keeps this very record, and no for any other text', async () => {
    const keeping =
      (digest: Uint8Array): NonNullable<TrustPlan['signers']> =>
      (entries) =>
        entries.map((entry) => (entry.use === 'document' ? { ...entry, withdrawnAt: NOW, kept: digest } : entry));
    const digest = keptDigestOf(decodePermitDocument(good.dg1Bytes ?? new Uint8Array()).sign1);
    const answerOf = async (reading: CardReading, kept: Uint8Array) =>
      judge(reading, await under({ signers: keeping(kept) })).answers.authentic;
    expect(await answerOf(good, digest)).toEqual({ answer: 'yes' });
    const backDated = await resigned({ signedAt: NOW - DAY, validFrom: NOW - DAY });
    expect(await answerOf(backDated, digest)).toEqual({ answer: 'no', code: 'SIGNER_NOT_IN_FORCE' });
    for (let byte = 0; byte < digest.length; byte += 1) {
      const other = digest.map((value, index) => (index === byte ? value ^ 1 : value));
      expect(await answerOf(good, other)).toEqual({ answer: 'no', code: 'SIGNER_NOT_IN_FORCE' });
    }
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
      answer: 'unknown',
      code: 'CLOCK_BEHIND_CARD',
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
