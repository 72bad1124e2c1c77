import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { VpcdSlot } from '@residence-permit/firmware-sim/transports/vpcd';
import { listReaders, openReader, type PcscCard, type PcscReader } from '@residence-permit/reader/pcsc';
import { verifyCard, type TapResult } from '@residence-permit/reader/verify';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import type { Code } from '@residence-permit/shared/errors';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';
import { optionsFor, tap } from '../e2e/tapping.ts';
import { CardProcess } from './card-process.ts';
import { PcscDaemon } from './pcsc-daemon.ts';
import { type Finished, rerunUnderVirtualReader } from './run-under-virtual-reader.ts';
import { insertChip, liftedAt, type Trouble } from './served-chip.ts';
import { slotsEmpty } from './slots.ts';

const vpcdPort = process.env['PERMIT_VPCD_PORT'];
const TOOL = fileURLToPath(new URL('../../reader/bin/permit-reader.js', import.meta.url));
const HOLDER = fileURLToPath(new URL('hold-card.mjs', import.meta.url));
const SECONDS = 1_000;
/** How long a busy machine may take over what a quiet one does at once. */
const PATIENCE_MS = 20 * SECONDS;
const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const SELECT = fromHex('00a4040000');

describe('troubles of readers', () => {
  if (vpcdPort !== undefined) describeInside(Number(vpcdPort));
  else {
    it('end with their code beside a real PC/SC daemon, and the next card works', async () => {
      const outcome = await rerunUnderVirtualReader(import.meta.url);
      expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
      expect(outcome.size).toBe(14);
    }, 600_000);
  }
});

function describeInside(port: number): void {
  let office: Office;
  let card: BuiltCard;
  let other: BuiltCard;
  /** Of a tap of a chip that knows the DV, in extended length. */
  let commandsOfATap = 0;
  let reader: PcscReader | undefined;
  const slots: VpcdSlot[] = [];
  const scripted: CardProcess[] = [];
  let started: PcscDaemon | undefined;

  beforeAll(async () => {
    office = await anOffice({ seed: 'troubles' });
    office.setClock(DEMO_AT);
    card = await aCard(office).withGrants(HEALTH).active();
    other = await aCard(office).seeded('another').withGrants(HEALTH).active();
  });
  beforeAll(async () => {
    await tap(office, card, 'clinic');
    commandsOfATap = (await tap(office, card, 'clinic')).cost.apdus;
  });
  afterAll(() => started?.stop());
  afterEach(async () => {
    await reader?.close();
    reader = undefined;
    for (const slot of slots.splice(0)) await slot.remove().catch(() => undefined);
    for (const process of scripted.splice(0)) await process.end();
    await slotsEmpty();
  });

  async function insert(trouble?: Trouble, at = port): Promise<VpcdSlot> {
    const slot = await insertChip(card.chip, at, trouble);
    slots.push(slot);
    return slot;
  }

  function script(): CardProcess {
    const process = new CardProcess(port);
    scripted.push(process);
    return process;
  }

  async function nextCard(timeoutMs = PATIENCE_MS): Promise<PcscCard> {
    reader ??= await openReader();
    return reader.waitForCard({ timeoutMs });
  }

  /** No card is to be had for that reason: it comes to be known, and is what a wait ends with when its time is up. */
  async function expectNone(code: Code, detail = ''): Promise<void> {
    reader ??= await openReader();
    await new Promise<void>((resolve, reject) => {
      const known = new AbortController();
      const onObstacle = (met: { readonly code: Code }): void => (met.code === code ? known.abort() : undefined);
      reader
        ?.waitForCard({ timeoutMs: PATIENCE_MS, signal: known.signal, onObstacle })
        .then(() => reject(new Error(`a card instead of ${code}`)))
        .catch((cause: unknown) => (known.signal.aborted ? resolve() : reject(cause)));
    });
    await expect(nextCard(0.4 * SECONDS)).rejects.toMatchObject({ code, message: expect.stringContaining(detail) });
  }

  async function tapOn(transport: PcscCard, of: BuiltCard = card): Promise<TapResult> {
    return verifyCard(await optionsFor(office, of, 'clinic', { transport }));
  }

  /** The same reader, in the same process, takes a good card and accepts it. */
  async function expectNextAccepted(): Promise<TapResult> {
    for (const slot of slots.splice(0)) await slot.remove().catch(() => undefined);
    await slotsEmpty();
    await insert();
    const result = await tapOn(await nextCard());
    expect([result.verdict, result.interruption?.code]).toEqual(['accepted', undefined]);
    return result;
  }

  function expectCode(result: TapResult, code: Code): void {
    expect(result.verdict).toBe('undecided');
    expect(result.interruption?.code).toBe(code);
  }

  it('CARD_REMOVED: a card lifted at each command of a tap is never accepted, and the next one is', async () => {
    expect(commandsOfATap).toBeGreaterThanOrEqual(18);
    for (let number = 1; number <= commandsOfATap; number += 1) {
      // Two slots in turn: one has its card while the other reports that its own is gone.
      await insert(liftedAt(number), port + (number % 2));
      const result = await tapOn(await nextCard());
      expectCode(result, 'CARD_REMOVED');
      slots.length = 0;
    }
    await expectNextAccepted();
  });

  it('CARD_REMOVED: another card put in its place at once is never mixed with it', async () => {
    for (const number of [9]) {
      const first = await insertChip(card.chip, port, async (at) => {
        if (at !== number) return undefined;
        // The second already waits behind the first when that closes: vpcd takes it without a gap.
        void insertChip(other.chip, port).then(
          (slot) => slots.push(slot),
          () => undefined,
        );
        await sleep(50);
        await first.remove();
        return undefined;
      });
      const result = await tapOn(await nextCard());
      expect(result.verdict).toBe('undecided');
      expect(result.interruption).toBeDefined();
      const second = await tapOn(await nextCard(), other);
      expect(second.verdict).toBe('accepted');
      for (const slot of slots.splice(0)) await slot.remove();
      await slotsEmpty();
    }
  });

  it('CARD_RESET: a card whose power fails for a moment in the middle', async () => {
    await insert(async (at, _command, chip) => {
      if (at === 10) chip.reset();
      return undefined;
    });
    expectCode(await tapOn(await nextCard()), 'CARD_RESET');
    await expectNextAccepted();
  });

  it('SM_BAD_RESPONSE: an answer that was damaged on its way', async () => {
    await insert(async (at, command, chip) => {
      if (at !== 10) return undefined;
      const response = chip.transmit(command);
      return response.with(5, (response[5] ?? 0) ^ 0x40);
    });
    expectCode(await tapOn(await nextCard()), 'SM_BAD_RESPONSE');
    await expectNextAccepted();
  });

  it('CARD_ANSWER_BAD: an answer without a status word', async () => {
    const odd = script();
    await odd.insert();
    const connected = await nextCard();
    await expect(connected.transmit(fromHex('80500100'))).rejects.toMatchObject({ code: 'CARD_ANSWER_BAD' });
    expect(toHex(await connected.transmit(SELECT))).toBe('9000');
    await odd.end();
    await expectNextAccepted();
  });

  it('CARD_TIMED_OUT: a card that stops answering is given up, and the reader is free once it is gone', async () => {
    reader = await openReader({ answerLimitMs: 2 * SECONDS });
    const silent = script();
    await silent.insert();
    const connected = await nextCard();
    await expect(connected.transmit(fromHex('8040000000'))).rejects.toMatchObject({ code: 'CARD_TIMED_OUT' });
    await expect(connected.transmit(SELECT)).rejects.toMatchObject({ code: 'CARD_TIMED_OUT' });
    await expect(reader.waitForCard({ timeoutMs: 600 })).rejects.toMatchObject({ code: 'CARD_TIMED_OUT' });
    await silent.end();
    await expectNextAccepted();
  });

  it('accepts a card that is slow within the limit', async () => {
    await insert(async (at) => {
      if (at === 8) await sleep(1.5 * SECONDS);
      return undefined;
    });
    expect((await tapOn(await nextCard())).verdict).toBe('accepted');
  });

  it('CARD_MUTE: a card that gives no usable answer to power', async () => {
    const mute = script();
    await mute.answerToPowerUp(`3b80800101${'aa'.repeat(40)}`);
    await mute.insert();
    await expectNone('CARD_MUTE');
    await mute.end();
    await expectNextAccepted();
  });

  it.each([
    ['T=0 alone', '3b00'],
    ['T=14 alone', '3b800e8e'],
  ])('CARD_PROTOCOL: a card that offers %s', async (_what, atr) => {
    const foreign = script();
    await foreign.answerToReset(atr);
    await foreign.insert();
    await expectNone('CARD_PROTOCOL');
    await foreign.end();
    await expectNextAccepted();
  });

  it('READER_BUSY: a card that another program holds, until that lets go', async () => {
    await insert();
    const holder = spawn(process.execPath, [HOLDER], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [said] = await once(holder.stdout, 'data');
    expect(String(said)).toBe('held\n');
    await expectNone('READER_BUSY', 'Virtual Reader 00 00');
    const tool = await permitReader(['read', '--can', card.can, '--wait', '1']);
    expect([tool.status, tool.stderr.includes('READER_BUSY')]).toEqual([69, true]);
    const obstacles: string[] = [];
    const waiting = reader?.waitForCard({ timeoutMs: PATIENCE_MS, onObstacle: ({ code }) => obstacles.push(code) });
    await vi.waitFor(() => expect(obstacles).toContain('READER_BUSY'), { timeout: PATIENCE_MS });
    holder.stdin.end();
    await once(holder, 'exit');
    const connected = await waiting;
    expect(connected === undefined ? undefined : (await tapOn(connected)).verdict).toBe('accepted');
  });

  it('extended length that drops the connection: the next tap on this reader is short, and accepted', async () => {
    const dropsLong: Trouble = async (at, command, chip) => {
      if (command.length >= 7 && command[4] === 0 && ((command[0] ?? 0) & 0x0c) !== 0)
        return liftedAt(at)(at, command, chip);
      return undefined;
    };
    await insert(dropsLong);
    expectCode(await tapOn(await nextCard()), 'CARD_REMOVED');
    slots.length = 0;
    await slotsEmpty();
    await insert(dropsLong);
    const result = await tapOn(await nextCard());
    expect(result.verdict).toBe('accepted');
    expect(result.cost.apdus).toBeGreaterThan(commandsOfATap);
  });

  it('the tool says in words that a slow card is at work, and gives up a silent one with CARD_TIMED_OUT and no hang', async () => {
    const answerAll = ['read', '--can', card.can, '--groups', '2'];
    await insert(async (at) => {
      if (at === 8) await sleep(2.5 * SECONDS);
      return undefined;
    });
    const slow = await permitReader(answerAll);
    expect(slow.stderr).toContain('The card is still working');
    expect(slow.status).toBe(0);
    await slots.pop()?.remove();
    await slotsEmpty();
    await insert((at) => (at === 8 ? new Promise(() => undefined) : Promise.resolve(undefined)));
    const silent = await permitReader([...answerAll, '--answer-within', '1', '--lang', 'zh']);
    expect(silent.status).toBe(70);
    expect(silent.stderr).toContain('CARD_TIMED_OUT: 卡片未在允许的时间内应答');
    await expectNextAccepted();
  });

  it('READER_SERVICE_DOWN and READER_ABSENT: the service stops in a tap, comes back without the reader, then with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-readers-'));
    let daemon = await PcscDaemon.takeOver();
    const inTap = await insert(async (at) => {
      if (at === 10) await daemon.stop();
      return undefined;
    });
    expectCode(await tapOn(await nextCard()), 'READER_SERVICE_DOWN');
    await inTap.remove().catch(() => undefined);
    await expect(reader?.waitForCard({ timeoutMs: 400 })).rejects.toMatchObject({ code: 'READER_SERVICE_DOWN' });
    const patient = await openReader({ name: 'Virtual', whenAbsent: 'wait' });
    daemon = await daemon.start(folder);
    await expectNone('READER_ABSENT');
    expect(await listReaders()).toEqual([]);
    await expect(openReader()).rejects.toMatchObject({ code: 'READER_ABSENT' });
    const waiting = patient.waitForCard({ timeoutMs: PATIENCE_MS });
    await daemon.stop();
    started = await daemon.start();
    await reader?.close();
    reader = undefined;
    await sleep(0.3 * SECONDS);
    await insert();
    expect((await tapOn(await waiting)).verdict).toBe('accepted');
    await patient.close();
    await expectNextAccepted();
    await rm(folder, { recursive: true, force: true });
  });
}

/** Runs the tool as a user does; that it ends at all is part of what is expected. */
function permitReader(parameters: readonly string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TOOL, ...parameters], { env: { ...process.env, LANG: 'C', LC_ALL: 'C' } });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end();
  });
}
