import { nodeRandom } from '@residence-permit/reader/node';
import {
  authenticateTerminal,
  countUse,
  openPace,
  readFile,
  selectPermit,
  type TerminalCredential,
} from '@residence-permit/reader/session';
import { decodePermitDocument } from '@residence-permit/shared/records';
import { verifyUseReceipt } from '@residence-permit/shared/receipt';
import { beforeAll, describe, expect, it } from 'vitest';
import { anOffice, DEMO_AT } from '../builders/index.ts';
import { aTappedCard, CLINIC_REQUEST, GRANT_ID, type TappedCard } from './tapped-card.ts';

describe('terminal authentication with the chip', () => {
  let tapped: TappedCard;
  let clinic: TerminalCredential;
  beforeAll(async () => {
    tapped = await aTappedCard();
    clinic = await tapped.office.terminalFor('clinic');
  });

  async function openForClinic() {
    const { card } = tapped;
    const password = { kind: 'can', value: card.can } as const;
    const session = await openPace({
      transport: card.transport(),
      password,
      random: nodeRandom,
      template: CLINIC_REQUEST,
    });
    await selectPermit(session);
    return session;
  }

  /** Commands that the authentication itself took. */
  async function authenticate(credential: TerminalCredential): Promise<number> {
    const session = await openForClinic();
    const { meter } = tapped.card.chip;
    const before = meter.apdus;
    await authenticateTerminal(session, credential, { date: tapped.office.today() });
    return meter.apdus - before;
  }

  it('sends the certificate of a DV once; the chip knows it at the next tap', async () => {
    expect(await authenticate(clinic)).toBe(8);
    expect(await authenticate(clinic)).toBe(5);
  });

  it('opens what the certificate names and nothing more', async () => {
    const session = await openForClinic();
    await expect(readFile(session, 3)).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6982 });
    await authenticateTerminal(session, clinic);
    expect((await readFile(session, 3)).length).toBeGreaterThan(0);
    await expect(readFile(session, 6)).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6982 });
  });

  it('says TERMINAL_REFUSED for a terminal of another authority', async () => {
    const elsewhere = await anOffice({ seed: 'another authority' });
    elsewhere.setClock(DEMO_AT);
    const foreign = await elsewhere.terminalFor('clinic');
    await expect(authenticate(foreign)).rejects.toMatchObject({ code: 'TERMINAL_REFUSED' });
  });

  it('says TERMINAL_REFUSED for a key that is not that of the certificate', async () => {
    const other = await tapped.office.terminalFor('clinic', { mnemonic: 'OTHER' });
    const stolen = { ...other, certificates: clinic.certificates };
    await expect(authenticate(stolen)).rejects.toMatchObject({ code: 'TERMINAL_REFUSED', sw: 0x6300 });
  });

  it('says TERMINAL_REFUSED for certificates that do not chain, and asks the card nothing', async () => {
    const housing = await tapped.office.terminalFor('housing-office');
    const mixed = { ...clinic, certificates: { dv: housing.certificates.dv, terminal: clinic.certificates.terminal } };
    const session = await openForClinic();
    const { meter } = tapped.card.chip;
    const before = meter.apdus;
    await expect(authenticateTerminal(session, mixed)).rejects.toMatchObject({ code: 'TERMINAL_REFUSED' });
    expect(meter.apdus).toBe(before);
  });

  it('refuses to sign after generic mapping, which proves no chip', async () => {
    const { card } = tapped;
    const password = { kind: 'can', value: card.can } as const;
    const session = await openPace({ transport: card.transport(), password, random: nodeRandom, mapping: 'gm' });
    await expect(authenticateTerminal(session, clinic)).rejects.toThrow(TypeError);
  });

  it('counts a use once, however often the tap is repeated, and refuses past the limit', async () => {
    const use = { dataGroup: 18, grantor: 'health', grantId: GRANT_ID, amount: 1 };
    const transaction = (number: number) => new Uint8Array(16).fill(number);
    const count = async (number: number) => {
      const session = await openForClinic();
      const { mso } = decodePermitDocument(await readFile(session, 1));
      await authenticateTerminal(session, clinic, { date: tapped.office.today() });
      const receipt = await countUse(session, { ...use, transactionId: transaction(number) });
      expect(verifyUseReceipt(receipt, mso.receiptKey)).toBe(true);
      return receipt;
    };
    const first = await count(1);
    expect(first).toMatchObject({ used: 1 });
    expect(await count(1)).toEqual(first);
    expect(await count(2)).toMatchObject({ used: 2 });
    await expect(count(3)).rejects.toMatchObject({ code: 'GRANT_USED_UP', sw: 0x6985 });
  });
});
