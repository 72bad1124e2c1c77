import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PERMIT_ATR } from './answer-to-reset.ts';
import { VPCD_CONTROL } from './frames.ts';
import { ReaderEnd } from './reader-end.ts';
import { serveVpcd } from './serve-vpcd.ts';
import type { ServedCard, SessionCost } from './served-card.ts';

const SELECT = Uint8Array.of(0x00, 0xa4, 0x04, 0x00);
const UID = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

let server: Server;
beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
});

const port = (): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const echoCard = (log: string[] = []): ServedCard => ({
  transmit: (command) => {
    log.push('transmit');
    return Uint8Array.of(...command, 0x90, 0x00);
  },
  reset: () => log.push('reset'),
});

/** What vpcd does when a card connects: it switches the power on. */
function firstConnection(): Promise<ReaderEnd> {
  return new Promise((resolve) => {
    server.once('connection', (socket) => {
      const reader = new ReaderEnd(socket);
      reader.control(VPCD_CONTROL.powerOn);
      resolve(reader);
    });
  });
}

async function inserted(card: ServedCard, sessions: SessionCost[] = []) {
  const [reader, slot] = await Promise.all([
    firstConnection(),
    serveVpcd({ card, host: '127.0.0.1', port: port(), onSession: (cost) => sessions.push(cost) }),
  ]);
  return { reader, slot };
}

describe('a card in a vpcd slot', () => {
  it('answers the presence poll with the answer to reset, in one segment', async () => {
    const { reader, slot } = await inserted(echoCard());
    expect(await reader.ask(Uint8Array.of(VPCD_CONTROL.getAtr))).toEqual(PERMIT_ATR);
    expect(reader.chunks).toBe(1);
    await slot.remove();
  });

  it('shows its own answer to reset if it has one', async () => {
    const atr = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);
    const { reader, slot } = await inserted({ ...echoCard(), atr });
    expect(await reader.ask(Uint8Array.of(VPCD_CONTROL.getAtr))).toEqual(atr);
    await slot.remove();
  });

  it('passes APDUs of extended length both ways', async () => {
    const { reader, slot } = await inserted(echoCard());
    const command = new Uint8Array(65_000).fill(1);
    expect(await reader.ask(command)).toEqual(Uint8Array.of(...command, 0x90, 0x00));
    await slot.remove();
  });

  it('loses its volatile state at power off and at reset, and tells what the session cost', async () => {
    const log: string[] = [];
    const sessions: SessionCost[] = [];
    const { reader, slot } = await inserted(echoCard(log), sessions);
    reader.control(VPCD_CONTROL.powerOff);
    reader.control(VPCD_CONTROL.powerOn);
    await reader.ask(SELECT);
    await reader.ask(SELECT);
    reader.control(VPCD_CONTROL.reset);
    await reader.ask(SELECT);
    await slot.remove();
    expect(log).toEqual(['reset', 'reset', 'transmit', 'transmit', 'reset', 'transmit', 'reset']);
    expect(sessions).toEqual([
      { apdus: 2, bytes: 20, modelMs: 0 },
      { apdus: 1, bytes: 10, modelMs: 0 },
    ]);
  });

  it('reports the modelled time of its own meter, each session from zero', async () => {
    const sessions: SessionCost[] = [];
    const meter = {
      apdus: 0,
      bytes: 0,
      modelMs: 0,
      reset: () => {
        meter.modelMs = 0;
      },
    };
    const card: ServedCard = {
      transmit: () => {
        meter.modelMs += 12.5;
        return Uint8Array.of(0x90, 0x00);
      },
      reset: () => undefined,
      meter,
    };
    const { reader, slot } = await inserted(card, sessions);
    await reader.ask(SELECT);
    await reader.ask(SELECT);
    reader.control(VPCD_CONTROL.powerOff);
    await reader.ask(SELECT);
    await slot.remove();
    expect(sessions.map((cost) => cost.modelMs)).toEqual([25, 12.5]);
  });

  it('has another identifier at each activation, and the card never sees who asks for it', async () => {
    const log: string[] = [];
    const { reader, slot } = await inserted(echoCard(log));
    const first = await reader.ask(UID);
    expect(await reader.ask(UID)).toEqual(first);
    reader.control(VPCD_CONTROL.powerOff);
    const second = await reader.ask(UID);
    expect(first).toHaveLength(6);
    expect([first[0], second[0]]).toEqual([0x08, 0x08]);
    expect(second).not.toEqual(first);
    expect(log).not.toContain('transmit');
    expect(await reader.ask(Uint8Array.of(0xff, 0x00, 0x00, 0x00))).toEqual(Uint8Array.of(0x6a, 0x81));
    await slot.remove();
  });

  it('gives up when the reader goes away', async () => {
    const { reader, slot } = await inserted(echoCard());
    reader.leave();
    await expect(slot.closed).resolves.toBeUndefined();
  });

  it('leaves the slot when its card fails, and says so', async () => {
    const fault = new Error('broken');
    const { reader, slot } = await inserted({
      transmit: () => {
        throw fault;
      },
      reset: () => undefined,
    });
    void reader.ask(SELECT).catch(() => undefined);
    await expect(slot.closed).rejects.toBe(fault);
  });

  it('cannot be inserted where another card is in the slot, which vpcd shows by silence', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const connected = once(server, 'connection');
    const insert = serveVpcd({ card: echoCard(), host: '127.0.0.1', port: port(), onSession: () => undefined });
    const refused = expect(insert).rejects.toMatchObject({ code: 'READER_FAILED' });
    await connected;
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), { interval: 1, timeout: 20_000 });
    vi.runAllTimers();
    await refused;
    vi.useRealTimers();
  });

  it('cannot be inserted where no reader listens', async () => {
    const free = port();
    server.close();
    await once(server, 'close');
    const insert = serveVpcd({ card: echoCard(), host: '127.0.0.1', port: free, onSession: () => undefined });
    await expect(insert).rejects.toMatchObject({ code: 'READER_ABSENT' });
  });
});
