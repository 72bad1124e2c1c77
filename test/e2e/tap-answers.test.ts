import { verifyCard, type VerifyCardOptions } from '@residence-permit/reader/verify';
import { nobleEd25519 } from '@residence-permit/shared/cose';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';
import { optionsFor, outcomeOf, tap } from './tapping.ts';

const DAY = 86_400;
const PERIOD = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const HEALTH = { kind: 'health', ...PERIOD };
const LIBRARY = { kind: 'library', ...PERIOD };

let office: Office;
let card: BuiltCard;

beforeAll(async () => {
  office = await anOffice({ seed: 'answers' });
  office.setClock(DEMO_AT);
  card = await aCard(office).seeded('good').withGrants(HEALTH, LIBRARY).active();
});

describe('a good card', () => {
  it('is accepted by a clinic, which sees what its purpose names and nothing else', async () => {
    const result = await tap(office, card, 'clinic');
    expect(outcomeOf(result)).toEqual(['accepted', 'yyyyy']);
    expect(Object.keys(result.fields)).toEqual(['name', 'birthDate']);
    expect(result.covering?.grant.kind).toBe('health');
    expect(result.withheld).toEqual([]);
  });

  it('is accepted with both engines, and again with the card put down anew', async () => {
    expect((await tap(office, card, 'clinic', { engine: nobleEd25519 })).verdict).toBe('accepted');
    expect((await tap(office, card, 'clinic')).verdict).toBe('accepted');
  });

  it('costs what the profile designs: at most 22 APDUs and 3,400 bytes', async () => {
    const { cost } = await tap(office, card, 'clinic');
    expect(cost.apdus).toBeLessThanOrEqual(22);
    expect(cost.bytes).toBeLessThanOrEqual(3400);
    expect(cost.hostMs).toBeGreaterThan(0);
  });

  it('shows a gate no field at all', async () => {
    const result = await tap(office, card, 'library-gate');
    expect(outcomeOf(result)).toEqual(['accepted', 'yyyyy']);
    expect(result.fields).toEqual({});
  });

  it('is accepted for the first four answers by an employer without a certificate', async () => {
    const result = await tap(office, card, 'employer-hiring', { terminal: 'none' });
    expect(outcomeOf(result)).toEqual(['accepted', 'yyyy?', 'NOT_ASKED']);
    expect(Object.keys(result.fields)).toEqual(['name', 'portrait', 'issue']);
  });

  it('shows its holder everything with the PIN, and no entitlement is called proved', async () => {
    const result = await tap(office, card, 'holder', { terminal: 'none', password: { kind: 'pin', value: card.pin } });
    expect(result.verdict).toBe('accepted');
    expect(Object.keys(result.fields)).toHaveLength(12);
    expect(result.withheld).toEqual([]);
  });
});

describe('a card that is not as it should be', () => {
  it('with a wrong card number: PASSWORD_WRONG, nothing known', async () => {
    const can = card.can === '000000' ? '000001' : '000000';
    const result = await tap(office, card, 'clinic', { password: { kind: 'can', value: can } });
    expect(outcomeOf(result)).toEqual(['undecided', '?????', 'PASSWORD_WRONG', 'NOT_REACHED']);
  });

  it('never activated: NOT_ENDORSED', async () => {
    const blank = await aCard(office).seeded('inactive').personalised();
    expect(outcomeOf(await tap(office, blank, 'employer-hiring'))).toEqual([
      'rejected',
      'yyny?',
      'NOT_ENDORSED',
      'NOT_ASKED',
    ]);
  });

  it('without the grant: NO_GRANT', async () => {
    expect(outcomeOf(await tap(office, card, 'housing-office'))).toEqual(['rejected', 'yyyyn', 'NO_GRANT']);
  });

  it('lapsed: ENDORSEMENT_LAPSED, with the grant that survives that', async () => {
    const lapsed = await aCard(office).seeded('lapsed').withGrants(HEALTH, LIBRARY).lapsed();
    expect(outcomeOf(await tap(office, lapsed, 'clinic'))).toEqual(['rejected', 'yynyy', 'ENDORSEMENT_LAPSED']);
    expect(outcomeOf(await tap(office, lapsed, 'library-gate'))).toEqual(['rejected', 'yynyn', 'ENDORSEMENT_LAPSED']);
  });

  it('on hold after a loss: CARD_ON_HOLD', async () => {
    const held = await aCard(office).seeded('held').withGrants(HEALTH).onHold();
    expect(outcomeOf(await tap(office, held, 'clinic'))).toEqual(['rejected', 'ynyyy', 'CARD_ON_HOLD']);
  });
});

describe('revoked and stale', () => {
  it('are never mixed up, whichever comes with the other', async () => {
    const revoked = await aCard(office).seeded('revoked').withGrants(HEALTH).revoked();
    const trust = await office.trust();
    const later = office.clock() + 2 * DAY;
    const outcome = async (of: BuiltCard, at: number, statusSeconds: number) =>
      outcomeOf(
        await tap(office, of, 'clinic', {
          trust,
          clock: () => at,
          staleness: { bundleSeconds: 9 * DAY, statusSeconds },
        }),
      );
    expect(await outcome(revoked, office.clock(), DAY)).toEqual(['rejected', 'ynyyy', 'CARD_REVOKED']);
    expect(await outcome(card, office.clock(), DAY)).toEqual(['accepted', 'yyyyy']);
    expect(await outcome(revoked, later, DAY)).toEqual(['undecided', 'y?yy?', 'STATUS_STALE']);
    expect(await outcome(revoked, later, 3 * DAY)).toEqual(['rejected', 'ynyyy', 'CARD_REVOKED']);
    expect(await outcome(card, later, DAY)).toEqual(['undecided', 'y?yy?', 'STATUS_STALE']);
    expect(await outcome(card, later, 3 * DAY)).toEqual(['accepted', 'yyyyy']);
  });

  it('a bundle past its time makes everything unknown, and nothing is read', async () => {
    const trust = await office.trust();
    const result = await tap(office, card, 'clinic', { trust, clock: () => office.clock() + DAY + 1 });
    expect(outcomeOf(result)).toEqual(['undecided', '?????', 'TRUST_STALE', 'RECORD_NOT_AUTHENTIC']);
    expect(result.fields).toEqual({});
    expect(result.withheld).toEqual([2, 3, 17, 18]);
  });

  it('a clock behind the bundle makes everything unknown', async () => {
    const trust = await office.trust();
    const result = await tap(office, card, 'clinic', { trust, clock: () => office.clock() - 1 });
    expect(outcomeOf(result)).toEqual(['undecided', '?????', 'CLOCK_BEHIND', 'RECORD_NOT_AUTHENTIC']);
  });
});

describe('verifyCard', () => {
  it('refuses options that are out of range before it touches the card', async () => {
    let commands = 0;
    const transport = {
      transmit: () => {
        commands += 1;
        return Promise.reject(new Error('touched'));
      },
    };
    const refused = [
      { clock: () => Number.NaN },
      { clock: () => -1 },
      { utcOffsetMinutes: 900 },
      { staleness: { bundleSeconds: Number.POSITIVE_INFINITY, statusSeconds: DAY } },
      { staleness: { bundleSeconds: DAY, statusSeconds: -1 } },
    ];
    for (const changes of refused) {
      await expect(tap(office, card, 'clinic', { transport, ...changes })).rejects.toThrow(RangeError);
    }
    const bad = { certificates: { dv: new Uint8Array(3), terminal: new Uint8Array(3) }, sign: () => Promise.reject() };
    await expect(tap(office, card, 'clinic', { transport, terminal: bad })).rejects.toThrow(/^(CVC|TLV)_/);
    expect(commands).toBe(0);
  });

  it('lets no option be left out to get a yes: without it there is an error, or no acceptance', async () => {
    const whole: VerifyCardOptions = await optionsFor(office, card, 'clinic');
    expect((await verifyCard(whole)).verdict).toBe('accepted');
    const left = Object.keys(await optionsFor(office, card, 'clinic'));
    expect(left).toHaveLength(11);
    for (const name of left) {
      const options = { ...(await optionsFor(office, card, 'clinic')) };
      Reflect.deleteProperty(options, name);
      const verdict = await verifyCard(options).then(
        (result) => result.verdict,
        () => 'error',
      );
      expect(['error', 'undecided', 'rejected'], name).toContain(verdict);
    }
    const half = { bundleSeconds: DAY } as VerifyCardOptions['staleness'];
    await expect(verifyCard({ ...whole, staleness: half })).rejects.toThrow(RangeError);
  });

  it('takes a fault of the terminal itself for no yes: UNEXPECTED', async () => {
    const genuine = await office.terminalFor('clinic');
    const terminal = { ...genuine, sign: () => Promise.reject(new Error('the key is gone')) };
    const result = await tap(office, card, 'clinic', { terminal });
    expect(outcomeOf(result)).toEqual(['undecided', 'yy?y?', 'UNEXPECTED']);
    expect(result.interruption?.cause).toBeInstanceOf(Error);
  });
});
