import { nodeRandom } from '@residence-permit/reader/node';
import {
  changePin,
  openPace,
  openWithPin,
  readPinStatus,
  selectPermit,
  unblockPinWithPuk,
} from '@residence-permit/reader/session';
import { activeCells, testCard } from '@residence-permit/firmware-sim/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { aBlank, aCard, anOffice, type BuiltCard, DEMO_AT } from '../builders/index.ts';

const random = nodeRandom;
let card: BuiltCard;
let pin: string;
beforeAll(async () => {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  card = await aCard(office).active();
  pin = card.pin;
});

const status = () => readPinStatus(card.transport());
const wrongOf = (right: string) => (right === '999999' ? '888888' : '999999');
const tryWrong = (can?: string) =>
  openWithPin({ transport: card.transport(), random, pin: wrongOf(pin), ...(can === undefined ? {} : { can }) });
const change = (newPin: string, more: { readonly can?: string; readonly pin?: string } = {}) =>
  changePin({ transport: card.transport(), random, pin, newPin, ...more });
const unblock = (newPin: string | undefined, puk = card.puk) =>
  unblockPinWithPuk({ transport: card.transport(), random, puk, newPin });

/** Wrong PINs until so many tries are left. */
async function bringTo(tries: number): Promise<void> {
  for (let { triesLeft } = await status(); triesLeft > tries; { triesLeft } = await status()) {
    const attempt = tryWrong(triesLeft === 1 ? card.can : undefined);
    await expect(attempt).rejects.toMatchObject({ code: expect.stringMatching(/^PASSWORD_(WRONG|BLOCKED)$/) });
  }
}

describe('changing the PIN', () => {
  it.each([
    [3, 'ready'],
    [2, 'ready'],
  ] as const)('works with the old PIN while %i tries are left', async (tries, state) => {
    await bringTo(tries);
    expect(await status()).toEqual({ state, triesLeft: tries, pukUsesLeft: 10 });
    await change('246802');
    pin = '246802';
    expect(await status()).toMatchObject({ state: 'ready', triesLeft: 3 });
  });

  it('wants the card access number first with one try left, and then works in the same session', async () => {
    await bringTo(1);
    expect(await status()).toMatchObject({ state: 'suspended', triesLeft: 1 });
    await expect(change('135791')).rejects.toMatchObject({ code: 'PASSWORD_SUSPENDED' });
    expect(await status()).toMatchObject({ triesLeft: 1 });
    await change('135791', { can: card.can });
    pin = '135791';
    expect(await status()).toMatchObject({ state: 'ready', triesLeft: 3 });
  });

  it('costs no try for a PIN of a wrong length, old or new', async () => {
    for (const bad of ['12345', '1234567', '12345a', '']) {
      await expect(change(bad)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
      await expect(change('111111', { pin: bad })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    }
    expect(await status()).toMatchObject({ triesLeft: 3 });
  });

  it('leaves the old PIN after a wrong one', async () => {
    await expect(change('111111', { pin: wrongOf(pin) })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    expect(await status()).toMatchObject({ triesLeft: 2 });
    await expect(openWithPin({ transport: card.transport(), random, pin })).resolves.toMatchObject({ isOpen: true });
  });

  it('is impossible once blocked', async () => {
    await bringTo(0);
    expect(await status()).toMatchObject({ state: 'blocked', triesLeft: 0 });
    await expect(change('111111')).rejects.toMatchObject({ code: 'PASSWORD_BLOCKED' });
    await expect(change('111111', { can: card.can })).rejects.toMatchObject({ code: 'PASSWORD_BLOCKED' });
  });
});

describe('unblocking', () => {
  it('sets a new PIN without the old one, and costs one use', async () => {
    await unblock('975310');
    pin = '975310';
    expect(await status()).toEqual({ state: 'ready', triesLeft: 3, pukUsesLeft: 9 });
    await expect(openWithPin({ transport: card.transport(), random, pin })).resolves.toMatchObject({ isOpen: true });
  });

  it('can keep the old PIN', async () => {
    await bringTo(0);
    await unblock(undefined);
    expect(await status()).toEqual({ state: 'ready', triesLeft: 3, pukUsesLeft: 8 });
    await expect(openWithPin({ transport: card.transport(), random, pin })).resolves.toMatchObject({ isOpen: true });
  });

  it('costs no use for digits that no card can have', async () => {
    await expect(unblock('12345')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await expect(unblock('123456', '123')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    expect(await status()).toMatchObject({ pukUsesLeft: 8 });
  });

  it('is over after ten uses, right or wrong; the PIN goes on', async () => {
    const wrong = card.puk === '9999999999' ? '8888888888' : '9999999999';
    for (let left = 7; left >= 0; left--) {
      await expect(unblock('111111', wrong)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
      expect(await status()).toMatchObject({ pukUsesLeft: left });
    }
    await expect(unblock('111111')).rejects.toMatchObject({ code: 'PUK_SPENT' });
    await expect(openWithPin({ transport: card.transport(), random, pin })).resolves.toMatchObject({ isOpen: true });
  });
});

describe('a card that is not in use', () => {
  it('says PIN_NOT_SET before it was handed over', async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const fresh = await aCard(office).personalised();
    expect(await readPinStatus(fresh.transport())).toEqual({ state: 'not-set', triesLeft: 3, pukUsesLeft: 10 });
    const opened = openWithPin({ transport: fresh.transport(), random, pin: '123456' });
    await expect(opened).rejects.toMatchObject({ code: 'PIN_NOT_SET' });
    const first = unblockPinWithPuk({ transport: fresh.transport(), random, puk: fresh.puk, newPin: '123456' });
    await expect(first).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6985 });
  });

  it('says CARD_BLANK while it is blank', async () => {
    const chip = aBlank({ seed: 'blank' });
    const transport = { transmit: async (command: Uint8Array) => chip.transmit(command) };
    await expect(readPinStatus(transport)).rejects.toMatchObject({ code: 'CARD_BLANK' });
    chip.reset();
    const password = { kind: 'can', value: '123456' } as const;
    await expect(openPace({ transport, password, random })).rejects.toMatchObject({ code: 'CARD_BLANK' });
  });

  it('says CARD_TERMINATED once it was taken out of use', async () => {
    const { card: ended } = testCard(activeCells({ lifeCycle: 'terminated' }));
    const transport = { transmit: async (command: Uint8Array) => ended.transmit(command) };
    await expect(readPinStatus(transport)).rejects.toMatchObject({ code: 'CARD_TERMINATED' });
    ended.reset();
    const password = { kind: 'pin', value: '123456' } as const;
    await expect(openPace({ transport, password, random })).rejects.toMatchObject({ code: 'CARD_TERMINATED' });
  });

  it('opens nothing with the unblocking code, whatever it set', async () => {
    const office = await anOffice({ seed: 'puk' });
    office.setClock(DEMO_AT);
    const other = await aCard(office).active();
    const session = await openPace({
      transport: other.transport(),
      password: { kind: 'puk', value: other.puk },
      random,
    });
    await selectPermit(session);
    const { sw } = await session.transmit({ cla: 0, ins: 0xb0, p1: 0x82, p2: 0, data: new Uint8Array(), ne: 256 });
    expect(sw).toBe(0x6982);
  });
});
