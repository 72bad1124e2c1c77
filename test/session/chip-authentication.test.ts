import { P256Key } from '@residence-permit/issuer/authority';
import { nodeRandom } from '@residence-permit/reader/node';
import {
  authenticateChip,
  authenticateTerminal,
  countUse,
  openPace,
  type PaceSession,
  readFile,
  selectPermit,
  type TerminalCredential,
} from '@residence-permit/reader/session';
import type { CardTransport, CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { PACE_CURVES, type PaceCurve } from '@residence-permit/shared/pace';
import { decodePermitDocument } from '@residence-permit/shared/records';
import { verifyUseReceipt } from '@residence-permit/shared/receipt';
import { beforeAll, describe, expect, it } from 'vitest';
import { aTappedCard, CLINIC_REQUEST, GRANT_ID, type TappedCard } from './tapped-card.ts';

describe('chip authentication with the chip', () => {
  let tapped: TappedCard;
  let credential: TerminalCredential;
  let deviceKey: Uint8Array;
  beforeAll(async () => {
    tapped = await aTappedCard();
    credential = await tapped.office.terminalFor('clinic');
    const session = await open();
    deviceKey = decodePermitDocument(await readFile(session, 1)).mso.deviceKey;
  });

  async function open(
    curve: PaceCurve = 'P-256',
    transport: CardTransport = tapped.card.transport(),
  ): Promise<PaceSession> {
    const password = { kind: 'can', value: tapped.card.can } as const;
    const request = {
      transport,
      password,
      random: nodeRandom,
      template: CLINIC_REQUEST,
      mapping: 'gm',
      curve,
    } as const;
    const session = await openPace(request);
    await selectPermit(session);
    return session;
  }

  const authenticate = (session: PaceSession, key: Uint8Array = deviceKey) =>
    authenticateChip(session, { credential, deviceKey: key, random: nodeRandom });

  it.each(PACE_CURVES)('over %s opens what the certificate names, and not before', async (curve) => {
    const session = await open(curve);
    await expect(readFile(session, 3)).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6982 });
    expect(await authenticate(session)).toBe('genuine');
    expect((await readFile(session, 3)).length).toBeGreaterThan(0);
    await expect(readFile(session, 6)).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6982 });
  });

  it('gives nothing for terminal authentication alone', async () => {
    const session = await open();
    await authenticateTerminal(session, credential, { chipAuthKeyX: new Uint8Array(32).fill(1) });
    await expect(readFile(session, 3)).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6982 });
  });

  it('says copy for another key than that of the record, and the channel is closed', async () => {
    const session = await open();
    expect(await authenticate(session, P256Key.generate(nodeRandom).publicKey)).toBe('copy');
    expect(session.isOpen).toBe(false);
    await expect(readFile(session, 1)).rejects.toMatchObject({ code: 'SM_CLOSED' });
  });

  it('counts a use in the session that it opened', async () => {
    const session = await open('brainpoolP256r1');
    const { receiptKey } = decodePermitDocument(await readFile(session, 1)).mso;
    const date = tapped.office.today();
    expect(await authenticateChip(session, { credential, deviceKey, date, random: nodeRandom })).toBe('genuine');
    const use = { dataGroup: 18, grantor: 'health', grantId: GRANT_ID, amount: 1, transactionId: nodeRandom(16) };
    expect(verifyUseReceipt(await countUse(session, use), receiptKey)).toBe(true);
  });

  it('is refused a second time, and the session lives', async () => {
    const session = await open();
    await authenticate(session);
    await expect(authenticate(session)).rejects.toMatchObject({ code: 'TERMINAL_REFUSED', sw: 0x6985 });
    expect((await readFile(session, 3)).length).toBeGreaterThan(0);
  });

  it('is not for a session of chip-authentication mapping', async () => {
    const password = { kind: 'can', value: tapped.card.can } as const;
    const transport = tapped.card.transport();
    const session = await openPace({ transport, password, random: nodeRandom, template: CLINIC_REQUEST });
    await expect(authenticate(session)).rejects.toThrow(TypeError);
  });

  it('says CHIP_AUTH_FAILED with the status word of a chip that refuses it', async () => {
    const session = answering(await open(), ({ p1 }) =>
      p1 === 0x41 ? { data: new Uint8Array(), sw: 0x6a80 } : undefined,
    );
    await expect(authenticate(session)).rejects.toMatchObject({ code: 'CHIP_AUTH_FAILED', sw: 0x6a80 });
  });

  it('says CHIP_AUTH_MALFORMED for an answer that is none', async () => {
    const session = answering(await open(), ({ ins }) =>
      ins === 0x86 ? { data: Uint8Array.of(0x7c, 0x00), sw: 0x9000 } : undefined,
    );
    await expect(authenticate(session)).rejects.toMatchObject({ code: 'CHIP_AUTH_MALFORMED' });
  });

  it.each(['before', 'after'] as const)('ends with a plain command %s it', async (when) => {
    const transport = tapped.card.transport();
    const session = await open('P-256', transport);
    if (when === 'after') await authenticate(session);
    await transport.transmit(Uint8Array.of(0x00, 0xb0, 0x9c, 0x00, 0x00));
    await expect(readFile(session, 1)).rejects.toMatchObject({ code: 'CARD_RESET' });
  });
});

/** The session, with some of its commands answered by somebody who holds its keys. */
function answering(session: PaceSession, answer: (command: CommandApdu) => ResponseApdu | undefined): PaceSession {
  return {
    ...session,
    isOpen: true,
    transmit: async (command) => answer(command) ?? session.transmit(command),
  };
}
