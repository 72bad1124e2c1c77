import { nodeRandom } from '@residence-permit/reader/node';
import {
  authenticateTerminal,
  countUse,
  openPace,
  type PacePassword,
  type ReadingSession,
  readChipFiles,
  selectPermit,
} from '@residence-permit/reader/session';
import { encodeCbor } from '@residence-permit/shared/cbor';
import { beforeAll, describe, expect, it } from 'vitest';
import { aTappedCard, CLINIC_REQUEST, GRANT_ID, openByCardNumber, type TappedCard } from './tapped-card.ts';

describe('what the chip keeps', () => {
  let tapped: TappedCard;
  beforeAll(async () => {
    tapped = await aTappedCard();
    const password: PacePassword = { kind: 'can', value: tapped.card.can };
    const transport = tapped.card.transport();
    const session = await openPace({ transport, password, random: nodeRandom, template: CLINIC_REQUEST });
    await selectPermit(session);
    const clinic = await tapped.office.terminalFor('clinic');
    await authenticateTerminal(session, clinic, { date: tapped.office.today() });
    const transactionId = new Uint8Array(16).fill(7);
    await countUse(session, { dataGroup: 18, grantor: 'health', grantId: GRANT_ID, amount: 1, transactionId });
  });

  it('tells the holder of the use that was counted and of the terminal that could read', async () => {
    const password: PacePassword = { kind: 'pin', value: tapped.card.pin };
    const session = await openPace({ transport: tapped.card.transport(), password, random: nodeRandom });
    await selectPermit(session);
    const files = await readChipFiles(session);
    const terminal = expect.stringMatching(/^ZZ/);
    expect(files).toMatchObject({
      lifeCycle: 'active',
      chipDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      uses: [{ grantId: GRANT_ID, used: 1 }],
      receipts: [{ grantId: GRANT_ID, used: 1, sequence: 1, terminal }],
    });
    expect(files.versions).toContainEqual({ dataGroup: 18, grantor: 'health', version: 1 });
    expect(files.accessLog.at(-1)).toMatchObject({ terminal, readable: CLINIC_REQUEST.read });
  });

  it('is not for whoever has the card number alone', async () => {
    const session = await openByCardNumber(tapped.card);
    await expect(readChipFiles(session)).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6982 });
  });

  it.each([
    ['counters without receipts', [[[]], [], new Map()]],
    ['an entry of the log with a number for a terminal', [[[], []], [[1, 20_000, new Uint8Array(5)]], new Map()]],
    ['a state without a date', [[[], []], [], new Map([[2, 'active']])]],
  ] as const)('is refused where a card keeps %s', async (_what, contents) => {
    const files = contents.map((content) => encodeCbor(content));
    const session: ReadingSession = {
      buffers: { maxCommandBytes: 1000, maxResponseBytes: 1000 },
      transmit: async () => ({ data: files.shift() ?? new Uint8Array(), sw: 0x9000 }),
    };
    await expect(readChipFiles(session)).rejects.toMatchObject({ code: 'RECORD_MALFORMED' });
  });
});
