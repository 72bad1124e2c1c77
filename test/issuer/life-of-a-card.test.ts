import { verifyCard } from '@residence-permit/reader/verify';
import { findPurpose } from '@residence-permit/shared/purposes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { describe, expect, test } from 'vitest';
import {
  aCard,
  accept,
  anOffice,
  type BuiltCard,
  CATALOGUE,
  DEMO_AT,
  type Office,
  replacementOf,
} from '../builders/index.ts';

const DAY = 86_400;
const health = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') } as const;
const library = { kind: 'library', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') } as const;

async function tap(office: Office, card: BuiltCard, purposeId: string) {
  const purpose = findPurpose(CATALOGUE.purposes, purposeId);
  if (purpose === undefined) throw new Error(purposeId);
  const terminal = await office.terminalFor(purposeId);
  return verifyCard({
    transport: card.transport(),
    password: { kind: 'can', value: card.can },
    purpose,
    terminal,
    trust: await office.trust(),
    clock: office.clock,
    utcOffsetMinutes: 480,
    staleness: { bundleSeconds: DAY, statusSeconds: DAY },
    random: office.random,
    engine: office.engine,
    metering: { nowMs: () => performance.now() },
  });
}

async function officeNow(): Promise<Office> {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  return office;
}

describe('life of a card', () => {
  test('personalised, read back and not handed over, it is genuine and not in function', async () => {
    const office = await officeNow();
    const card = await aCard(office).personalised();
    const result = await tap(office, card, 'employer-hiring');
    expect(result.verdict).toBe('rejected');
    expect(result.reasons).toContain('NOT_ENDORSED');
    expect(result.answers.authentic.answer).toBe('yes');
    expect(result.answers.chipGenuine.answer).toBe('yes');
  });

  test('handed over with a grant, it is accepted where that counts', async () => {
    const office = await officeNow();
    const card = await aCard(office).withGrants(health).active();
    const result = await tap(office, card, 'clinic');
    expect(result.reasons).toEqual([]);
    expect(result.verdict).toBe('accepted');
    expect((await tap(office, card, 'library-gate')).reasons).toEqual(['NO_GRANT']);
  });

  test('lapses after a year and is restored by a late endorsement', async () => {
    const office = await officeNow();
    const card = await aCard(office).withGrants(health).lapsed();
    expect((await tap(office, card, 'employer-hiring')).reasons).toContain('ENDORSEMENT_LAPSED');
    accept(await office.endorse(card));
    expect((await tap(office, card, 'employer-hiring')).verdict).toBe('accepted');
  });

  test('takes a grant, a changed grant and a withdrawal without a new card', async () => {
    const office = await officeNow();
    const card = await aCard(office).withGrants(health).active();
    const { permitRef } = card.entry;
    const record = accept(await office.grant(permitRef, library));
    expect((await tap(office, card, 'library-gate')).reasons).toEqual(['NO_GRANT']);
    accept(await office.writeEntitlements(card));
    expect((await tap(office, card, 'library-gate')).verdict).toBe('accepted');
    expect(accept(await office.writeEntitlements(card))).toEqual([]);

    const [grant] = record.grants;
    if (grant === undefined) throw new Error('no grant');
    accept(await office.grant(permitRef, { ...grant, through: parsePlainDate('2026-02-01') }));
    accept(await office.writeEntitlements(card));
    expect((await tap(office, card, 'library-gate')).reasons).toEqual(['GRANT_EXPIRED']);

    accept(await office.withdraw(permitRef, grant.id));
    accept(await office.writeEntitlements(card));
    expect((await tap(office, card, 'library-gate')).reasons).toEqual(['NO_GRANT']);
    expect((await tap(office, card, 'clinic')).verdict).toBe('accepted');
  });

  test('is held and lifted, then replaced for good with its grants', async () => {
    const office = await officeNow();
    const card = await aCard(office).withGrants(health).active();
    accept(await office.changeStanding(card.cardNumber, 'hold'));
    expect((await tap(office, card, 'clinic')).reasons).toEqual(['CARD_ON_HOLD']);
    accept(await office.changeStanding(card.cardNumber, 'lift'));
    expect((await tap(office, card, 'clinic')).verdict).toBe('accepted');

    accept(await office.changeStanding(card.cardNumber, 'hold'));
    const successor = await replacementOf(office, card, 'successor');
    expect((await tap(office, card, 'clinic')).reasons).toEqual(['CARD_REVOKED']);
    expect((await tap(office, successor, 'clinic')).verdict).toBe('accepted');
    expect(await office.changeStanding(card.cardNumber, 'lift')).toEqual({ ok: false, refusal: 'card-revoked' });
    expect(successor.entry.permitRef).toEqual(card.entry.permitRef);
    expect(successor.entry.status.index).not.toBe(card.entry.status.index);
  });
});
