import {
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
} from '@residence-permit/issuer/personalisation';
import { makeSignPermit } from '@residence-permit/issuer/signing';
import { getChallenge, encodeCommand, PERMIT_AID, selectApplication } from '@residence-permit/shared/apdu';
import { afterEach, describe, expect, it } from 'vitest';
import { aBlank, aCard, accept, anOffice, aRecord, DEMO_AT, type Office, onReader } from '../builders/index.ts';
import { aRelay, type Relay } from './a-relay.ts';
import { ChipsAtCounter } from './chips-at-counter.ts';

const LIMIT_MS = 20_000;
const ASK = encodeCommand(selectApplication(PERMIT_AID));
const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.close();
});

async function relayWith(...given: Parameters<typeof aRelay>): Promise<Relay> {
  const relay = await aRelay(...given);
  relays.push(relay);
  return relay;
}

async function officeNow(): Promise<Office> {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  return office;
}

function personaliserOf(office: Office) {
  const { register, random, clock, engine, authority } = office;
  const [documentSigner] = authority.documentSigners;
  if (documentSigner === undefined) throw new Error('no document signer');
  const { key: signer, certificate } = documentSigner;
  return makePersonaliseCard({
    register,
    jobs: makeMemoryJobStore(),
    openPersonalisation: makeOpenPersonalisation({ officeMaster: authority.personalisationMaster, random }),
    signPermit: makeSignPermit({ signer: { signer, certificate }, engine, random, clock }),
    cvcaCertificate: authority.cvca.certificate,
    random,
  });
}

/** Something that a test waits for, and lets go on. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('a card at a counter', () => {
  it('is personalised in six round trips and activated in five, and no byte of a command is logged', async () => {
    const relay = await relayWith();
    const office = await officeNow();
    const chip = aBlank({ seed: 'counter' });
    await office.takeIn(onReader(chip));
    const { cardNumber } = await office.plan(aRecord());
    const counter = new ChipsAtCounter({ 'Reader 1': chip });
    relay.agent(await relay.identityOf('COUNTER-1'), counter);
    await relay.server.whenConnected('COUNTER-1', LIMIT_MS);
    expect(relay.server.agents()[0]?.readers).toEqual([{ name: 'Reader 1', card: 'ready' }]);
    const card = await relay.server.openCard({ agent: 'COUNTER-1', waitMs: 1000 });
    expect(await personaliserOf(office)({ cardNumber, transport: card })).toMatchObject({ ok: true });
    expect(card.roundTrips).toBe(6);
    await card.release();
    expect(counter.counts).toEqual({ opened: 1, released: 1 });

    const other = await aCard(office).seeded('visitor').personalised();
    counter.put('Reader 2', other.chip);
    const roundTrips: number[] = [];
    const placeCard = async () => {
      const transport = await relay.server.openCard({ agent: 'COUNTER-1', reader: 'Reader 2', waitMs: 1000 });
      const release = async () => {
        roundTrips.push(transport.roundTrips);
        await transport.release();
      };
      return { transport, release };
    };
    accept(await office.activate({ cardNumber: other.cardNumber, placeCard, pin: other.pin }));
    expect(roundTrips).toEqual([5]);
    const log = JSON.stringify(relay.events);
    const bodies = counter.commands.filter(({ length }) => length > 12);
    expect(bodies.length).toBeGreaterThan(30);
    for (const bytes of bodies) {
      const body = Buffer.from(bytes).subarray(5, 13);
      expect(log.includes(body.toString('hex')) || log.includes(body.toString('base64').slice(0, 10))).toBe(false);
    }
  });

  it('sees each command once although the line breaks in the middle of a list, and again before the answer', async () => {
    const relay = await relayWith();
    const [reached, goOn] = [gate(), gate()];
    let count = 0;
    const counter = new ChipsAtCounter({ 'Reader 1': aBlank({ seed: 'line' }) }, async () => {
      count += 1;
      if (count !== 2) return;
      reached.open();
      await goOn.opened;
    });
    relay.agent(await relay.identityOf('COUNTER-1'), counter);
    await relay.server.whenConnected('COUNTER-1', LIMIT_MS);
    const card = await relay.server.openCard({ agent: 'COUNTER-1', waitMs: 1000 });
    const select = Uint8Array.of(0x00, 0xa4, 0x00, 0x0c);
    const commands = [select, select, ASK];
    const answered = card.transmitList(commands);
    await reached.opened;
    relay.line.cut('down');
    goOn.open();
    relay.line.mend();
    const { responses, fault } = await answered;
    expect(fault).toBeUndefined();
    expect(responses.length).toBe(counter.commands.length);
    expect(relay.events.some(({ event }) => event === 'list-repeated')).toBe(true);
    expect(counter.counts).toEqual({ opened: 1, released: 0 });
    await card.release();
  });

  it('was reset when the agent came back as another process: CARD_RESET', async () => {
    const relay = await relayWith();
    const chips = { 'Reader 1': aBlank({ seed: 'restart' }) };
    const identity = await relay.identityOf('COUNTER-1');
    const first = relay.agent(identity, new ChipsAtCounter(chips));
    await relay.server.whenConnected('COUNTER-1', LIMIT_MS);
    const card = await relay.server.openCard({ agent: 'COUNTER-1', waitMs: 1000 });
    await first.stop();
    await first.done;
    const counter = new ChipsAtCounter(chips);
    const answered = card.transmit(ASK);
    relay.agent(identity, counter);
    await expect(answered).rejects.toMatchObject({ code: 'CARD_RESET' });
    await expect(card.transmit(ASK)).rejects.toMatchObject({ code: 'CARD_RESET' });
    expect(counter.commands).toEqual([]);
    await card.release();
  });

  it('is lost with a line that does not come back: AGENT_LINE_LOST, and the agent is absent: AGENT_ABSENT', async () => {
    const relay = await relayWith({ resumeMs: 50 });
    const counter = new ChipsAtCounter({ 'Reader 1': aBlank({ seed: 'gone' }) });
    relay.agent(await relay.identityOf('COUNTER-1'), counter);
    await relay.server.whenConnected('COUNTER-1', LIMIT_MS);
    const card = await relay.server.openCard({ agent: 'COUNTER-1', waitMs: 1000 });
    relay.line.cut('down');
    await expect(card.transmit(getChallengeBytes())).rejects.toMatchObject({ code: 'AGENT_LINE_LOST' });
    await expect(relay.server.openCard({ agent: 'COUNTER-1', waitMs: 0 })).rejects.toMatchObject({
      code: 'AGENT_ABSENT',
    });
    await expect(relay.server.whenConnected('COUNTER-9', 1)).rejects.toMatchObject({ code: 'AGENT_ABSENT' });
    await card.release();
  });

  it('that keeps an answer too long costs the session: AGENT_TIMED_OUT, and the next one works', async () => {
    const relay = await relayWith({ listMs: 50 });
    const goOn = gate();
    let isFirst = true;
    const counter = new ChipsAtCounter({ 'Reader 1': aBlank({ seed: 'slow' }) }, async () => {
      if (isFirst) await goOn.opened;
      isFirst = false;
    });
    relay.agent(await relay.identityOf('COUNTER-1'), counter);
    await relay.server.whenConnected('COUNTER-1', LIMIT_MS);
    const slow = await relay.server.openCard({ agent: 'COUNTER-1', waitMs: 1000 });
    await expect(slow.transmit(ASK)).rejects.toMatchObject({ code: 'AGENT_TIMED_OUT' });
    await slow.release();
    goOn.open();
    await expect(relay.server.openCard({ agent: 'COUNTER-1', reader: 'none', waitMs: 0 })).rejects.toMatchObject({
      code: 'CARD_ABSENT',
    });
  });

  it('is found by a heartbeat to be behind a dead line, which the agent then makes anew', async () => {
    const relay = await relayWith({ heartbeatMs: 40 });
    const counter = new ChipsAtCounter({ 'Reader 1': aBlank({ seed: 'frozen' }) });
    relay.agent(await relay.identityOf('COUNTER-1'), counter);
    await relay.server.whenConnected('COUNTER-1', LIMIT_MS);
    const card = await relay.server.openCard({ agent: 'COUNTER-1', waitMs: 1000 });
    relay.line.freeze();
    expect((await card.transmit(ASK)).length).toBeGreaterThanOrEqual(2);
    expect(relay.events.some(({ event }) => event === 'line-lost')).toBe(true);
    expect(counter.commands).toHaveLength(1);
    await card.release();
  });

  it('is made at two counters at once', async () => {
    const relay = await relayWith();
    const office = await officeNow();
    const personalise = personaliserOf(office);
    const trips = await Promise.all(
      ['COUNTER-1', 'COUNTER-2'].map(async (agent) => {
        const chip = aBlank({ seed: agent });
        await office.takeIn(onReader(chip));
        const { cardNumber } = await office.plan(aRecord());
        relay.agent(await relay.identityOf(agent), new ChipsAtCounter({ Reader: chip }));
        await relay.server.whenConnected(agent, LIMIT_MS);
        const card = await relay.server.openCard({ agent, waitMs: 1000 });
        expect(await personalise({ cardNumber, transport: card })).toMatchObject({ ok: true });
        await card.release();
        return card.roundTrips;
      }),
    );
    expect(trips).toEqual([6, 6]);
  });
});

function getChallengeBytes(): Uint8Array {
  return encodeCommand(getChallenge());
}
