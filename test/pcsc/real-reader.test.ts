import { setTimeout as sleep } from 'node:timers/promises';
import { listReaders, openReader, type PcscCard, type PcscReader } from '@residence-permit/reader/pcsc';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CardProcess } from './card-process.ts';
import { PcscDaemon } from './pcsc-daemon.ts';
import { rerunUnderVirtualReader } from './run-under-virtual-reader.ts';
import { cardSeen, slotsEmpty } from './slots.ts';

const port = process.env['PERMIT_VPCD_PORT'];
const FIRST = 'Virtual Reader 00 00';
const SECOND = 'Virtual Reader 00 01';
const SECONDS = 1_000;
/** How long a busy machine may take over what a quiet one does at once. */
const PATIENCE_MS = 20 * SECONDS;

describe('PC/SC', () => {
  if (port === undefined) describeOutside();
  else describeInside(Number(port));
});

function describeOutside(): void {
  it('holds each of its promises beside a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed' && status !== 'skipped')).toEqual([]);
    expect([...outcome.values()].filter((status) => status === 'passed')).toHaveLength(14);
  }, 600_000);
}

function describeInside(vpcdPort: number): void {
  let card: CardProcess;
  let reader: PcscReader | undefined;
  let restarted: PcscDaemon | undefined;

  beforeEach(() => {
    card = new CardProcess(vpcdPort);
  });
  afterAll(() => restarted?.stop());
  afterEach(async () => {
    await reader?.close();
    reader = undefined;
    await card.end();
    await slotsEmpty();
  });

  async function insertAndConnect(): Promise<PcscCard> {
    await card.insert();
    reader = await openReader({ name: FIRST });
    return reader.waitForCard({ timeoutMs: PATIENCE_MS });
  }

  it('lists the readers and what is in them', async () => {
    expect(await listReaders()).toEqual([
      { name: FIRST, card: 'absent' },
      { name: SECOND, card: 'absent' },
    ]);
    await card.insert();
    await cardSeen();
    const [first, second] = await listReaders();
    expect(first).toEqual({ name: FIRST, card: 'ready', atr: fromHex('3b80800101') });
    expect(second).toEqual({ name: SECOND, card: 'absent' });
  });

  it('names the readers there are when asked for another', async () => {
    await expect(openReader({ name: 'no such' })).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: expect.stringContaining(`"${FIRST}", "${SECOND}"`),
    });
  });

  it('takes whichever reader has a card when none is named', async () => {
    await card.insert();
    reader = await openReader();
    expect(reader.names()).toEqual([FIRST, SECOND]);
    expect((await reader.waitForCard({ timeoutMs: PATIENCE_MS })).readerName).toBe(FIRST);
  });

  it('exchanges commands of extended length both ways', async () => {
    const connected = await insertAndConnect();
    expect(toHex(connected.atr)).toBe('3b80800101');
    expect(toHex(await connected.transmit(fromHex('00a4040000')))).toBe('9000');
    expect(await connected.transmit(fromHex('8010fff0000000'))).toHaveLength(0xfff2);
    const longCommand = new Uint8Array(60_000);
    longCommand.set(fromHex('00d6000000ea59'));
    expect(toHex(await connected.transmit(longCommand))).toBe('9000');
  });

  it('says CARD_ABSENT when the time is up', async () => {
    reader = await openReader({ name: SECOND });
    const started = Date.now();
    await expect(reader.waitForCard({ timeoutMs: 300 })).rejects.toMatchObject({ code: 'CARD_ABSENT' });
    expect(Date.now() - started).toBeGreaterThanOrEqual(290);
  });

  it('stops waiting when it is told to', async () => {
    reader = await openReader({ name: SECOND });
    const abort = new AbortController();
    const waiting = reader.waitForCard({ timeoutMs: 60 * SECONDS, signal: abort.signal });
    abort.abort(new Error('closing time'));
    await expect(waiting).rejects.toThrow('closing time');
  });

  it('says CARD_REMOVED when the card leaves in the middle of a command', async () => {
    const connected = await insertAndConnect();
    await expect(connected.transmit(fromHex('8030000000'))).rejects.toMatchObject({ code: 'CARD_REMOVED' });
  });

  it('says CARD_REMOVED for a command after the card has left', async () => {
    const connected = await insertAndConnect();
    await card.remove();
    expect(await connected.waitForRemoval({ timeoutMs: PATIENCE_MS })).toBe(true);
    await expect(connected.transmit(fromHex('00a4040000'))).rejects.toMatchObject({ code: 'CARD_REMOVED' });
  });

  it('notices a card that was lifted and put back at once, and connects to it anew', async () => {
    const connected = await insertAndConnect();
    expect(await connected.waitForRemoval({ timeoutMs: 300 })).toBe(false);
    await card.remove();
    await slotsEmpty();
    await card.insert();
    expect(await connected.waitForRemoval({ timeoutMs: PATIENCE_MS })).toBe(true);
    await expect(connected.transmit(fromHex('00a4040000'))).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    const again = await reader?.waitForCard({ timeoutMs: PATIENCE_MS });
    expect(toHex((await again?.transmit(fromHex('00a4040000'))) ?? new Uint8Array())).toBe('9000');
  });

  it('resets the card when it lets go of it, so that no session stays open', async () => {
    const connected = await insertAndConnect();
    await connected.transmit(fromHex('00a4040000'));
    card.controls.length = 0;
    await connected.disconnect();
    await connected.disconnect();
    await vi.waitFor(() => expect(card.controls.some((control) => control === 0 || control === 2)).toBe(true), {
      timeout: PATIENCE_MS,
    });
    await expect(connected.transmit(fromHex('00a4040000'))).rejects.toMatchObject({ code: 'CARD_REMOVED' });
  });

  it('keeps the card to itself, and says so to the next who wants it', async () => {
    await insertAndConnect();
    const other = await openReader({ name: FIRST });
    await expect(other.waitForCard({ timeoutMs: 600 })).rejects.toMatchObject({
      code: 'READER_BUSY',
      message: expect.stringContaining(`"${FIRST}", another program holds the card`),
    });
    await other.close();
  });

  it('waits for a slow command and closes only when it is answered', async () => {
    const connected = await insertAndConnect();
    const slow = connected.transmit(fromHex('802005dc00'));
    await reader?.close();
    expect(toHex(await slow)).toBe('9000');
  });

  it('goes on waiting when the PC/SC service restarts, and finds the card there', async () => {
    reader = await openReader({ name: FIRST });
    const waiting = reader.waitForCard({ timeoutMs: PATIENCE_MS });
    const daemon = await PcscDaemon.takeOver();
    await daemon.stop();
    await sleep(0.5 * SECONDS);
    restarted = await daemon.start();
    await card.insert();
    expect(toHex(await (await waiting).transmit(fromHex('00a4040000')))).toBe('9000');
  });

  it('says READER_SERVICE_DOWN when the service stops during a tap, and while it is away', async () => {
    const connected = await insertAndConnect();
    const daemon = await PcscDaemon.takeOver();
    await daemon.stop();
    await expect(connected.transmit(fromHex('00a4040000'))).rejects.toMatchObject({ code: 'READER_SERVICE_DOWN' });
    await expect(reader?.waitForCard({ timeoutMs: 400 })).rejects.toMatchObject({ code: 'READER_SERVICE_DOWN' });
    await expect(listReaders()).rejects.toMatchObject({ code: 'READER_SERVICE_DOWN' });
    await reader?.close();
    restarted = undefined;
  });
}
