import { forgetFinishedJobs, makeQuarantineCard } from '@residence-permit/issuer/personalisation';
import { getCard } from '@residence-permit/issuer/register';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { lookUp } from '@residence-permit/shared/status-list';
import { describe, expect, test } from 'vitest';
import { aCard, anOffice, DEMO_AT } from '../../builders/index.ts';
import { aStockedChip, leavingAfter, officeWithPlannedCard, transportOf } from './planned-card.ts';

describe('a card of which nobody knows what stands on it', () => {
  test('is quarantined and revoked, its passwords are forgotten, and its permit gets another card', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const { register, clock } = office;
    const { jobs, run } = personalise;
    const transport = leavingAfter(20, await aStockedChip(office, 'lost under the counter'));
    await expect(run({ cardNumber, transport })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(await office.replace(cardNumber)).toEqual({ ok: false, refusal: 'in-production' });

    const quarantine = makeQuarantineCard({ register, jobs, clock });
    expect((await quarantine(cardNumber, 'outcome-unknown')).ok).toBe(true);
    expect(await jobs.load(cardNumber)).toBeUndefined();
    expect(await quarantine(cardNumber, 'damaged')).toEqual({ ok: false, refusal: 'already-quarantined' });
    expect(await run({ cardNumber, transport })).toEqual({ ok: false, refusal: 'not-planned' });
    const { status } = getCard(await register.read(), cardNumber);
    const list = (await office.trust()).findStatusList(status.uri)?.list;
    expect(list && lookUp(list, status.index)).toBe(1);

    const next = await office.replace(cardNumber);
    expect(next).toMatchObject({ ok: true, value: { stage: 'planned', replaces: cardNumber } });
  });

  test('is revoked instead when its holder has it', async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const { cardNumber } = await aCard(office).active();
    expect(await makeQuarantineCard(office)(cardNumber, 'damaged')).toEqual({ ok: false, refusal: 'handed-over' });
  });

  test('does not come back when personalisation ends after another program set it aside', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const { register, clock } = office;
    const chip = await aStockedChip(office, 'set aside meanwhile');
    const quarantine = makeQuarantineCard({ register, jobs: personalise.jobs, clock });
    const transport: CardTransport = {
      transmit: async (command) => {
        if (command[1] === 0xf0) await quarantine(cardNumber, 'damaged');
        return chip.transmit(command);
      },
    };
    expect(await personalise.run({ cardNumber, transport })).toEqual({ ok: false, refusal: 'not-planned' });
    expect(getCard(await register.read(), cardNumber)).toMatchObject({ stage: 'quarantined' });
    expect(await personalise.jobs.load(cardNumber)).toBeUndefined();
  });
});

test('passwords that a killed program left behind are forgotten once their card is past production', async () => {
  const { office, cardNumber, personalise } = await officeWithPlannedCard();
  const { register, clock } = office;
  const { jobs, run } = personalise;
  await run({ cardNumber, transport: transportOf(await aStockedChip(office, 'left behind')) });
  const job = await jobs.load(cardNumber);
  if (job === undefined) throw new Error('no job');
  await forgetFinishedJobs({ register, jobs });
  expect(await jobs.load(cardNumber)).toEqual(job);
  await makeQuarantineCard({ register, jobs, clock })(cardNumber, 'damaged');
  await jobs.save(cardNumber, job);
  await forgetFinishedJobs({ register, jobs });
  expect(await jobs.list()).toEqual([]);
});
