import { judge, type CardReading } from '@residence-permit/reader/verify';
import { concatBytes } from '@residence-permit/shared/bytes';
import { addDays } from '@residence-permit/shared/plain-date';
import type { Purpose } from '@residence-permit/shared/purposes';
import { encodeSlots, entitlementWrite, signEntitlementRecord } from '@residence-permit/shared/records';
import { encodeTlv } from '@residence-permit/shared/tlv';
import { describe, expect, it } from 'vitest';
import { makeSignedCard } from '../builders/signed-card.ts';
import {
  card,
  DAY,
  documentSigner,
  endorsed,
  good,
  granted,
  grantOf,
  grantorOf,
  NOW,
  purposeNamed,
  random,
  summary,
  TODAY,
  under,
  usual,
  withFile,
} from './judged-card.ts';

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

  it('is no for a grant that was taken back, whatever record the card still carries', async () => {
    const [taken, kept] = [grantOf([-1, 1]), grantOf([-1, 1])];
    const withdrawn = await under({ withdrawnGrants: taken.map(({ id }) => id) });
    expect(await answerOf(granted({ grants: taken }), withdrawn)).toEqual({ answer: 'no', code: 'GRANT_WITHDRAWN' });
    expect(await answerOf(granted({ grants: [...taken, ...kept] }), withdrawn)).toEqual({ answer: 'yes' });
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
