import { makeInspectCard, makeQuarantineCard, type ReadBackReport } from '@residence-permit/issuer/personalisation';
import { getCard } from '@residence-permit/issuer/register';
import { lookUp } from '@residence-permit/shared/status-list';
import { describe, expect, test } from 'vitest';
import { aRecord, DEMO_AT } from '../../builders/index.ts';
import { aStockedChip, officeWithPlannedCard, transportOf } from './planned-card.ts';

describe('inspection', () => {
  const good: ReadBackReport = {
    authentic: 'yes',
    chipGenuine: 'yes',
    reasons: ['NOT_ENDORSED'],
    dataGroups: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14],
    name: aRecord().name,
    permitNumber: aRecord().issue.permitNumber,
  };

  async function inspect(report: ReadBackReport) {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    await personalise.run({ cardNumber, transport: transportOf(await aStockedChip(office, 'inspected')) });
    const handed: string[] = [];
    const run = makeInspectCard({
      register: office.register,
      jobs: personalise.jobs,
      clock: office.clock,
      readBack: async () => report,
      handOverSecrets: async (of) => void handed.push(of),
    });
    return { office, cardNumber, handed, jobs: personalise.jobs, run: () => run(cardNumber) };
  }

  test('lets a card that reads back go, and forgets its passwords', async () => {
    const { run, handed, cardNumber, jobs } = await inspect(good);
    expect(await run()).toMatchObject({ ok: true, value: { stage: 'checked' } });
    expect(handed).toEqual([cardNumber]);
    expect(await jobs.load(cardNumber)).toBeUndefined();
    expect(await run()).toEqual({ ok: false, refusal: 'not-personalised' });
  });

  test.each(['PASSWORD_WRONG', 'CARD_BLANK', 'CARD_NOT_PERMIT'] as const)(
    'asks for the right card when the one on the reader is another: %s',
    async (code) => {
      const { run, office, cardNumber, jobs } = await inspect({ ...good, authentic: 'unknown', reasons: [code] });
      expect(await run()).toEqual({ ok: false, refusal: 'another-card' });
      expect(getCard(await office.register.read(), cardNumber).stage).toBe('personalised');
      expect(await jobs.load(cardNumber)).toBeDefined();
    },
  );

  test.each(['TRUST_STALE', 'CLOCK_BEHIND', 'CLOCK_JUMPED_BACK', 'TERMINAL_EXPIRED'] as const)(
    'names a fault of the office and keeps the card: %s',
    async (code) => {
      const { run, office, cardNumber } = await inspect({ ...good, authentic: 'unknown', reasons: [code] });
      await expect(run()).rejects.toMatchObject({ code });
      expect(getCard(await office.register.read(), cardNumber).stage).toBe('personalised');
    },
  );

  test('does not bring a card back that another program set aside while it was read', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const { register, clock } = office;
    const { jobs } = personalise;
    await personalise.run({ cardNumber, transport: transportOf(await aStockedChip(office, 'read slowly')) });
    const run = makeInspectCard({
      register,
      jobs,
      clock,
      readBack: async () => {
        await makeQuarantineCard({ register, jobs, clock })(cardNumber, 'damaged');
        return good;
      },
      handOverSecrets: () => Promise.resolve(),
    });
    expect(await run(cardNumber)).toEqual({ ok: false, refusal: 'not-personalised' });
    expect(getCard(await register.read(), cardNumber).stage).toBe('quarantined');
  });

  test.each(['CARD_REMOVED', 'CARD_TIMED_OUT'] as const)(
    'keeps a card whose reading was spoiled by %s',
    async (code) => {
      const { run, office, cardNumber } = await inspect({ ...good, authentic: 'unknown', reasons: [code] });
      await expect(run()).rejects.toMatchObject({ code: 'READ_BACK_FAILED' });
      expect(getCard(await office.register.read(), cardNumber).stage).toBe('personalised');
    },
  );

  test.each([
    ['a record that is not authentic', { authentic: 'no' }],
    ['a record that nobody could judge', { authentic: 'unknown' }],
    ['a chip that proved nothing', { chipGenuine: 'unknown' }],
    ['a data group that was not released', { dataGroups: good.dataGroups.slice(1) }],
    ["another person's name", { name: '示例' }],
    ["another permit's number", { permitNumber: 'TEST-2025-9999' }],
  ] as const)('quarantines a card with %s, and its status index counts as revoked', async (_what, change) => {
    const { run, handed, office, cardNumber } = await inspect({ ...good, ...change });
    await expect(run()).rejects.toMatchObject({ code: 'READ_BACK_FAILED' });
    expect(handed).toEqual([]);
    const card = getCard(await office.register.read(), cardNumber);
    expect(card).toMatchObject({ stage: 'quarantined', quarantine: { reason: 'read-back-failed', at: DEMO_AT } });
    const trust = await office.trust();
    const list = trust.findStatusList(card.status.uri)?.list;
    expect(list && lookUp(list, card.status.index)).toBe(1);
  });
});
