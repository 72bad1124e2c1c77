import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import {
  loadTrustFolder,
  nodeEd25519,
  readClockFloor,
  resetClock,
  updateTrustFolder,
} from '@residence-permit/reader/node';
import { judge } from '@residence-permit/reader/verify';
import { addDays } from '@residence-permit/shared/plain-date';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { outcomeOf, tap } from '../e2e/tapping.ts';
import { endorsed, good, NOW, purposeNamed, resigned, summary, TODAY, under, usual } from '../verify/judged-card.ts';
import { DAY, type Lab, makeLab } from './trust-lab.ts';

const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') } as const;
const doubted = (code: string) => ['undecided', '?????', code, 'RECORD_NOT_AUTHENTIC'];

describe('a clock behind a date on the card', () => {
  it('makes a record that was signed later than now unknown, never “not yet valid”', async () => {
    const later = await resigned({ signedAt: NOW + 60, validFrom: NOW + 60 });
    expect(summary(judge(later, usual))).toEqual(doubted('CLOCK_BEHIND_CARD'));
    expect(summary(judge(later, { ...usual, at: NOW + 60 })).slice(0, 2)).toEqual(['accepted', 'yyyyy']);
  });

  it('leaves a record that was signed before its validity begins a no', async () => {
    const later = await resigned({ validFrom: NOW + 60 });
    expect(judge(later, usual).answers.current).toEqual({ answer: 'no', code: 'PERMIT_NOT_YET_VALID' });
  });

  it('makes what rests on the clock unknown when the endorsement begins tomorrow', async () => {
    const reading = await endorsed({ windowFrom: addDays(TODAY, 1) });
    expect(summary(judge(reading, usual))).toEqual(['undecided', 'y??y?', 'CLOCK_BEHIND_CARD']);
  });

  it('does not hide a revocation', async () => {
    const reading = await endorsed({ windowFrom: addDays(TODAY, 1) });
    const revoked = await under({ statuses: new Map([[4_711, 1]]) });
    expect(judge(reading, revoked).answers.current).toEqual({ answer: 'no', code: 'CARD_REVOKED' });
  });
});

describe('a clock that jumped back', () => {
  it('makes every answer unknown, two minutes of setting it right apart', () => {
    const floor = { ...usual, clockFloor: NOW + 200 };
    expect(summary(judge(good, { ...floor, at: NOW + 79 }))).toEqual(doubted('CLOCK_JUMPED_BACK'));
    expect(summary(judge(good, { ...floor, at: NOW + 80 })).slice(0, 2)).toEqual(['accepted', 'yyyyy']);
  });

  it('is known as behind where it is behind the trust files as well', () => {
    expect(summary(judge(good, { ...usual, clockFloor: NOW + DAY, at: NOW - 1 }))).toEqual(doubted('CLOCK_BEHIND'));
  });
});

describe('ages in the result', () => {
  const ages = (staleness: typeof usual.staleness, at: number) =>
    judge(good, { ...usual, staleness, at }).trustAge.checks;

  it('show each file against the terminal’s budget and against that of the kind, the stricter one', () => {
    const wide = { bundleSeconds: 90 * DAY, statusSeconds: DAY };
    const checks = ages(wide, NOW + 60);
    const limits = checks.map(({ file, question, budgetSeconds, budgetOf, outcome }) => [
      file,
      question,
      budgetSeconds,
      budgetOf,
      outcome,
    ]);
    expect(limits).toEqual([
      ['bundle', 'card', 90 * DAY, 'terminal', 'fresh'],
      ['status', 'card', DAY, 'terminal', 'fresh'],
      ['bundle', { kind: 'health' }, 30 * DAY, 'kind', 'fresh'],
      ['status', { kind: 'health' }, DAY, 'terminal', 'fresh'],
    ]);
    expect(checks.every(({ ageSeconds }) => ageSeconds === 60)).toBe(true);
  });

  it('say which budget failed: that of the kind makes the entitlement unknown and nothing else', async () => {
    const kinds = { expiresAt: NOW + 60 * DAY, statusExpiresAt: NOW + 60 * DAY };
    const circumstances = await under(kinds, {
      staleness: { bundleSeconds: 50 * DAY, statusSeconds: 50 * DAY },
      at: NOW + 31 * DAY,
    });
    const judgement = judge(good, circumstances);
    expect(summary(judgement)).toEqual(['undecided', 'yyyy?', 'TRUST_STALE']);
    expect(judgement.trustAge.checks.filter(({ outcome }) => outcome !== 'fresh')).toMatchObject([
      { file: 'bundle', question: { kind: 'health' }, budgetOf: 'kind', outcome: 'over-budget' },
      { file: 'status', question: { kind: 'health' }, budgetOf: 'kind', outcome: 'over-budget' },
    ]);
  });

  it('say that a file has expired, whatever its budget', async () => {
    const circumstances = await under({ statusExpiresAt: NOW + 60 }, { at: NOW + 60 });
    expect(judge(good, circumstances).trustAge.checks).toMatchObject([
      { file: 'bundle', outcome: 'fresh' },
      { file: 'status', outcome: 'expired', leftSeconds: 0 },
      { file: 'bundle', outcome: 'fresh' },
      { file: 'status', outcome: 'expired' },
    ]);
  });

  it('ask nothing of a kind where the purpose does not', () => {
    const purpose = purposeNamed('employer-hiring');
    const checks = judge(good, { ...usual, purpose }).trustAge.checks;
    expect(checks.map(({ question }) => question)).toEqual(['card', 'card']);
  });
});

describe('a verifier in the field', () => {
  let office: Office;
  let card: BuiltCard;
  let lab: Lab;
  beforeEach(async () => {
    lab = await makeLab();
    office = await anOffice();
    office.setClock(DEMO_AT);
    card = await aCard(office).seeded('aged').withGrants(HEALTH).active();
  });
  afterEach(() => lab.remove());
  const load = (openedAt: number) => loadTrustFolder({ folder: lab.store, engine: nodeEd25519, openedAt });
  const bring = async (openedAt: number) => {
    const files = await office.publish();
    await writeTrustFolder(lab.stick, files);
    return updateTrustFolder({
      folder: lab.store,
      from: lab.stick,
      installPins: files.pins,
      engine: nodeEd25519,
      openedAt,
    });
  };
  const outcomeAt = async (at: number, trust: Awaited<ReturnType<typeof load>>['trust']) =>
    outcomeOf(
      await tap(office, card, 'clinic', {
        trust,
        clock: () => at,
        staleness: { bundleSeconds: 99 * DAY, statusSeconds: 99 * DAY },
      }),
    );

  it('that is kept on old files (a freeze) says unknown from their end on, never yes, and old files again change nothing', async () => {
    const start = office.clock();
    await bring(start);
    const { trust } = await load(start);
    expect((await outcomeAt(start, trust))[0]).toBe('accepted');
    const end = start + 7 * DAY;
    const again = await updateTrustFolder({ folder: lab.store, from: lab.stick, engine: nodeEd25519, openedAt: end });
    expect(again.kind).toBe('unchanged');
    expect(await outcomeAt(end, (await load(end)).trust)).toEqual(doubted('TRUST_STALE'));
  });

  it('that sets its clock back to make old files look new says CLOCK_JUMPED_BACK, in this process and the next', async () => {
    const start = office.clock();
    await bring(start);
    const end = start + 8 * DAY;
    const { trust } = await load(start);
    expect(await outcomeAt(end, trust)).toEqual(doubted('TRUST_STALE'));
    expect(await outcomeAt(start, trust)).toEqual(doubted('CLOCK_JUMPED_BACK'));
    await load(end);
    expect(await readClockFloor(lab.store)).toBe(end);
    expect(await outcomeAt(start, (await load(start)).trust)).toEqual(doubted('CLOCK_JUMPED_BACK'));
    expect(await readClockFloor(lab.store)).toBe(end);
  });

  it('whose clock was once far ahead works again after an operator has reset it on purpose', async () => {
    const start = office.clock();
    await bring(start);
    await load(start + 20_000 * DAY);
    expect(await outcomeAt(start, (await load(start)).trust)).toEqual(doubted('CLOCK_JUMPED_BACK'));
    const before = JSON.parse(await readFile(join(lab.store, 'floors.json'), 'utf8'));
    expect(await resetClock(lab.store, start)).toEqual({ before: start + 20_000 * DAY, after: start });
    expect((await outcomeAt(start, (await load(start)).trust))[0]).toBe('accepted');
    const after = JSON.parse(await readFile(join(lab.store, 'floors.json'), 'utf8'));
    expect(after).toEqual({ ...before, clock: start });
  });

  it('asked about another instant neither doubts it nor remembers it', async () => {
    const start = office.clock();
    await bring(start);
    const asked = { folder: lab.store, engine: nodeEd25519, openedAt: start + 900 * DAY, instant: 'given' } as const;
    await loadTrustFolder(asked);
    expect(await readClockFloor(lab.store)).toBe(start);
    const { trust } = await loadTrustFolder({ ...asked, openedAt: start });
    expect((await outcomeAt(start, trust))[0]).toBe('accepted');
  });

  it('reads what it remembered before there was a clock in it', async () => {
    const start = office.clock();
    await bring(start);
    const path = join(lab.store, 'floors.json');
    const { clock: _clock, pins: _pins, ...older } = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify(older));
    expect((await load(start)).trust.clockFloor).toBe(start);
  });
});
