import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { ageOverOn, type PermitRecord } from '@residence-permit/shared/records';
import { describe, expect, test } from 'vitest';
import { makeMemoryRegister, planCard, type Standing, withCard } from '../register/index.ts';
import { makeChangeStanding } from './change-standing.ts';
import { decideStanding, type StandingChange } from './decide-standing.ts';
import { makeReplaceCard } from './replace-card.ts';

const day = parsePlainDate;
const record: PermitRecord = {
  name: '样本',
  birthDate: day('1949-12-31'),
  sex: 2,
  ethnicGroup: '01',
  citizenId: parseCitizenId('11010519491231002X'),
  hukouAddress: '示例省',
  residenceAddress: '示例市',
  portrait: Uint8Array.of(1),
  issue: { permitNumber: parsePermitNumber('P1'), issuingAuthority: '示例机关', issueDate: day('2026-01-01') },
  residence: { grounds: [1], since: day('2025-01-01'), continuousMonths: 12 },
  ageOver: ageOverOn(day('1949-12-31'), day('2026-01-01')),
  serviceClass: 3,
};

async function registerWithActiveCard() {
  let calls = 0;
  const random = (length: number) => new Uint8Array(length).fill(++calls);
  const register = makeMemoryRegister();
  const permitRef = new Uint8Array(16).fill(9);
  const { cardNumber } = await register.change((state) =>
    planCard(state, { record, permitRef, statusUri: 's/1' }, random),
  );
  await register.change((state) => ({ state: withCard(state, cardNumber, { stage: 'active' }), value: undefined }));
  return { register, random, cardNumber, permitRef };
}

describe('standing', () => {
  const table: readonly (readonly [
    Standing,
    StandingChange,
    Standing | 'card-revoked' | 'already-on-hold' | 'not-on-hold',
  ])[] = [
    ['clear', 'hold', 'hold'],
    ['clear', 'lift', 'not-on-hold'],
    ['clear', 'revoke', 'revoked'],
    ['hold', 'hold', 'already-on-hold'],
    ['hold', 'lift', 'clear'],
    ['hold', 'revoke', 'revoked'],
    ['revoked', 'hold', 'card-revoked'],
    ['revoked', 'lift', 'card-revoked'],
    ['revoked', 'revoke', 'card-revoked'],
  ];
  test.each(table)('%s, asked to %s: %s', async (standing, change, outcome) => {
    const { register, cardNumber } = await registerWithActiveCard();
    await register.change((state) => ({ state: withCard(state, cardNumber, { standing }), value: undefined }));
    const [card] = (await register.read()).cards;
    if (card === undefined) throw new Error('no card');
    const decision = decideStanding(card, change);
    expect(decision.ok ? decision.value : decision.refusal).toBe(outcome);
    expect(await makeChangeStanding({ register })(cardNumber, change)).toEqual(decision);
    const expected = decision.ok ? decision.value : standing;
    expect((await register.read()).cards[0]?.standing).toBe(expected);
  });

  test('of a card that nobody knows is an error, not an answer', async () => {
    const change = makeChangeStanding({ register: makeMemoryRegister() });
    await expect(change('1', 'hold')).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });
});

describe('replacement', () => {
  test('revokes the old card and plans its successor in one step, under the same permit', async () => {
    const { register, random, cardNumber, permitRef } = await registerWithActiveCard();
    const planned = await makeReplaceCard({ register, random })(cardNumber);
    if (!planned.ok) throw new Error(planned.refusal);
    const { cards, permits } = await register.read();
    expect(cards.map(({ standing, stage }) => [standing, stage])).toEqual([
      ['revoked', 'active'],
      ['clear', 'planned'],
    ]);
    expect(planned.value).toMatchObject({ permitRef, replaces: cardNumber });
    expect(planned.value.status.index).not.toBe(cards[0]?.status.index);
    expect(permits).toHaveLength(1);
  });

  test('happens once, unless the successor came to nothing', async () => {
    const { register, random, cardNumber } = await registerWithActiveCard();
    const replace = makeReplaceCard({ register, random });
    const first = await replace(cardNumber);
    expect(await replace(cardNumber)).toEqual({ ok: false, refusal: 'already-replaced' });
    if (!first.ok) throw new Error(first.refusal);
    const stage = 'quarantined' as const;
    await register.change((state) => ({ state: withCard(state, first.value.cardNumber, { stage }), value: undefined }));
    expect((await replace(cardNumber)).ok).toBe(true);
  });

  test('is refused for a card that was never handed over', async () => {
    const { register, random, cardNumber } = await registerWithActiveCard();
    await register.change((state) => ({ state: withCard(state, cardNumber, { stage: 'checked' }), value: undefined }));
    expect(await makeReplaceCard({ register, random })(cardNumber)).toEqual({ ok: false, refusal: 'in-production' });
  });
});
