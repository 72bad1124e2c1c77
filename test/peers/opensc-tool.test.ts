import { randomBytes } from 'node:crypto';
import { createBlankCard, memoryStorage } from '@residence-permit/firmware-sim/card';
import { PERMIT_ATR, serveVpcd, type SessionCost, type VpcdSlot } from '@residence-permit/firmware-sim/transports/vpcd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rerunUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';
import { OpenscTool } from './opensc-tool.ts';

const port = process.env['PERMIT_VPCD_PORT'];

describe('opensc-tool', () => {
  if (port === undefined) describeOutside();
  else describeInside(Number(port));
});

/** Beside the virtual reader each sentence below is a test; here they are one. A missing program fails it. */
function describeOutside(): void {
  it('drives the card through a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(6);
  });
}

const SELECT_MASTER_FILE = '00a4000c023f00';
const SELECT_PERMIT = '00a4040c0bf05245535045524d495401';
const READ_CARD_ACCESS = '00b09c0000';
const READ_DG1 = '00b0810000';

function describeInside(vpcdPort: number): void {
  const tool = new OpenscTool(0);
  const sessions: SessionCost[] = [];
  let slot: VpcdSlot;

  beforeAll(async () => {
    const key = (): Uint8Array => randomBytes(16);
    const supplierKeys = { enc: key(), mac: key(), dek: key() };
    const card = createBlankCard({ kind: 'modern', supplierKeys, random: randomBytes, storage: memoryStorage() });
    slot = await serveVpcd({
      card,
      host: '127.0.0.1',
      port: vpcdPort,
      onSession: (cost) => sessions.push(cost),
    });
    await tool.waitForAtr();
  });
  afterAll(() => slot.remove());

  it('sees the answer to reset of the permit card', async () => {
    expect(await tool.waitForAtr()).toEqual(PERMIT_ATR);
  });

  it('reads what the card offers, which is free to all', async () => {
    const [, cardAccess] = await tool.send(SELECT_MASTER_FILE, READ_CARD_ACCESS);
    expect(cardAccess?.sw).toBe(0x9000);
    expect(cardAccess?.data[0]).toBe(0x31); // SecurityInfos, a SET
  });

  it('gets the same bytes whether it asks for all or for a part', async () => {
    const [, all, part] = await tool.send(SELECT_MASTER_FILE, READ_CARD_ACCESS, '00b0000410');
    expect(part).toEqual({ sw: 0x9000, data: all?.data.subarray(4, 4 + 16) });
  });

  it('is refused the permit record, and an application that is not there', async () => {
    const answers = await tool.send(SELECT_PERMIT, READ_DG1, '00a4040c07a0000002471001');
    expect(answers.map(({ sw }) => sw).slice(1)).toEqual([expect.toSatisfy(isRefusal), 0x6a82]);
  });

  it('is told of unknown instructions and classes, and the card goes on', async () => {
    const answers = await tool.send('00ff000000', 'f0a4000000', SELECT_MASTER_FILE);
    expect(answers.map(({ sw }) => sw)).toEqual([0x6d00, 0x6e00, 0x9000]);
  });

  it('leaves the cost of what it did on the record when the card is taken out', async () => {
    await slot.remove();
    expect(sessions.length).toBeGreaterThan(0);
    for (const cost of sessions) {
      expect(cost.apdus).toBeGreaterThan(0);
      expect(cost.bytes).toBeGreaterThanOrEqual(cost.apdus * 6);
      expect(cost.modelMs).toBeGreaterThan(0);
    }
  });
}

const isRefusal = (sw: number): boolean => sw === 0x6982 || sw === 0x6a82;
