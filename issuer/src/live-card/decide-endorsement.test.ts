import {
  addDays,
  addYears,
  compareDates,
  fromEpochDays,
  parsePlainDate,
  toEpochDays,
} from '@residence-permit/shared/plain-date';
import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardEntry } from '../register/index.ts';
import { decideActivation, decideEndorsement, DECREE_RULES } from './decide-endorsement.ts';

const day = parsePlainDate;
const on = (today: string) => ({ today: day(today), rules: DECREE_RULES });
const checked: CardEntry = {
  cardNumber: '1000000001',
  permitRef: new Uint8Array(16),
  status: { uri: 's/1', index: 1 },
  standing: 'clear',
  stage: 'checked',
};
const activeThrough = (endorsedThrough: string): CardEntry => ({
  ...checked,
  stage: 'active',
  endorsement: { version: 1, windowFrom: day('2025-01-01'), endorsedThrough: day(endorsedThrough) },
});

describe('activation', () => {
  test('runs from hand-over through the last day of a full year', () => {
    expect(decideActivation(checked, undefined, on('2026-06-15'))).toEqual({
      ok: true,
      value: { windowFrom: '2026-06-15', endorsedThrough: '2027-06-14' },
    });
  });

  test('ends on 27 February when a card is handed over on 29 February', () => {
    expect(decideActivation(checked, undefined, on('2028-02-29'))).toMatchObject({
      value: { endorsedThrough: '2029-02-27' },
    });
  });

  test('gives a replacement what is left of the card before it, or a full year when nothing is', () => {
    const revoked = { ...activeThrough('2026-08-31'), standing: 'revoked' } as const;
    expect(decideActivation(checked, revoked, on('2026-06-15'))).toMatchObject({
      value: { windowFrom: '2026-06-15', endorsedThrough: '2026-08-31' },
    });
    expect(decideActivation(checked, revoked, on('2026-09-01'))).toMatchObject({
      value: { endorsedThrough: '2027-08-31' },
    });
  });

  test('is refused while the card before it is still good: never two live cards', () => {
    const predecessor = activeThrough('2026-08-31');
    for (const standing of ['clear', 'hold'] as const) {
      expect(decideActivation(checked, { ...predecessor, standing }, on('2026-06-15'))).toEqual({
        ok: false,
        refusal: 'predecessor-still-good',
      });
    }
  });

  test.each([
    [{ stage: 'active' }, 'already-active'],
    [{ stage: 'planned' }, 'not-checked'],
    [{ stage: 'personalised' }, 'not-checked'],
    [{ stage: 'quarantined' }, 'not-checked'],
    [{ standing: 'revoked' }, 'card-revoked'],
    [{ standing: 'hold' }, 'card-on-hold'],
  ] as const)('of a card that is %j is refused: %s', (change, refusal) => {
    expect(decideActivation({ ...checked, ...change }, undefined, on('2026-06-15'))).toEqual({ ok: false, refusal });
  });
});

describe('yearly endorsement', () => {
  test('opens one month before the last day and runs on to a year after it', () => {
    const card = activeThrough('2026-06-14');
    expect(decideEndorsement(card, on('2026-05-13'))).toEqual({ ok: false, refusal: 'too-early' });
    for (const today of ['2026-05-14', '2026-06-14']) {
      expect(decideEndorsement(card, on(today))).toEqual({
        ok: true,
        value: { windowFrom: today, endorsedThrough: '2027-06-14' },
      });
    }
  });

  test('restores a lapsed card from today on, and the year counts from today', () => {
    expect(decideEndorsement(activeThrough('2026-06-14'), on('2026-06-15'))).toEqual({
      ok: true,
      value: { windowFrom: '2026-06-15', endorsedThrough: '2027-06-14' },
    });
    expect(decideEndorsement(activeThrough('2024-01-31'), on('2026-06-15'))).toMatchObject({
      value: { windowFrom: '2026-06-15', endorsedThrough: '2027-06-14' },
    });
  });

  test('opens on the last day of a shorter month', () => {
    expect(decideEndorsement(activeThrough('2027-03-31'), on('2027-02-27'))).toMatchObject({ refusal: 'too-early' });
    expect(decideEndorsement(activeThrough('2027-03-31'), on('2027-02-28'))).toMatchObject({ ok: true });
  });

  test('is refused for a card that is not active, on hold or revoked', () => {
    expect(decideEndorsement(checked, on('2026-06-15'))).toEqual({ ok: false, refusal: 'not-active' });
    const card = activeThrough('2026-06-14');
    expect(decideEndorsement({ ...card, standing: 'hold' }, on('2026-06-14'))).toMatchObject({
      refusal: 'card-on-hold',
    });
    expect(decideEndorsement({ ...card, standing: 'revoked' }, on('2026-06-14'))).toMatchObject({
      refusal: 'card-revoked',
    });
  });

  test('never shortens what the holder has, and never gives more than a year from now and a month', () => {
    const days = integer({ min: toEpochDays(day('2020-01-01')), max: toEpochDays(day('2060-01-01')) });
    assert(
      property(days, days, (throughDay, todayDay) => {
        const [through, today] = [fromEpochDays(throughDay), fromEpochDays(todayDay)];
        const decision = decideEndorsement(activeThrough(through), { today, rules: DECREE_RULES });
        if (!decision.ok) return compareDates(today, through) <= 0;
        const { windowFrom, endorsedThrough } = decision.value;
        return (
          windowFrom === today &&
          compareDates(endorsedThrough, through) >= 0 &&
          compareDates(endorsedThrough, addDays(addYears(today, 1), 32)) <= 0
        );
      }),
    );
  });
});
