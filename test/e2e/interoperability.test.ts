import type { CardTransport } from '@residence-permit/shared/apdu';
import { concatBytes, fromHex, toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';
import { outcomeOf, removedAt, tap } from './tapping.ts';

const CURVES = ['P-256', 'brainpoolP256r1'] as const;
const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
/** ChipAuthenticationInfo: id-CA-ECDH-AES-CBC-CMAC-128, version 2. */
const CA_INFO = '300f060a04007f00070202030202020102';

describe('a tap by generic mapping', () => {
  let office: Office;
  let card: BuiltCard;
  beforeAll(async () => {
    office = await anOffice({ seed: 'interoperability' });
    office.setClock(DEMO_AT);
    card = await aCard(office).withGrants(HEALTH).active();
  });

  const apdusOf = (of: BuiltCard): number => of.chip.meter.apdus;

  it.each(CURVES)('over %s gives a clinic the five answers and the fields of the usual tap', async (curve) => {
    await tap(office, card, 'clinic');
    const usual = await tap(office, card, 'clinic');
    const result = await tap(office, card, 'clinic', { mapping: 'gm', curve });
    expect(outcomeOf(result)).toEqual(['accepted', 'yyyyy']);
    expect(result.answers).toEqual(usual.answers);
    expect(result.fields).toEqual(usual.fields);
    expect(result.cost.apdus).toBe(usual.cost.apdus + 2);
  });

  it('costs a modern chip less than 150 ms more', async () => {
    const modelMs = async (changes: { readonly mapping?: 'gm' }): Promise<number> => {
      card.chip.meter.reset();
      await tap(office, card, 'clinic', changes);
      return card.chip.meter.modelMs;
    };
    const usual = await modelMs({});
    const more = (await modelMs({ mapping: 'gm' })) - usual;
    expect(more).toBeGreaterThan(0);
    expect(more).toBeLessThan(150);
  });

  it('opens with the PIN as with the card access number', async () => {
    const password = { kind: 'pin', value: card.pin } as const;
    expect(outcomeOf(await tap(office, card, 'clinic', { mapping: 'gm', password }))).toEqual(['accepted', 'yyyyy']);
  });

  it('sends the DV certificate once: the chip knows it at the next tap, whatever the mapping', async () => {
    const other = await office.terminalFor('housing-office');
    await tap(office, card, 'housing-office', { terminal: other });
    const before = apdusOf(card);
    await tap(office, card, 'clinic', { mapping: 'gm' });
    const sent = apdusOf(card) - before;
    await tap(office, card, 'clinic', { mapping: 'gm' });
    expect(apdusOf(card) - before - sent).toBe(sent - 3);
  });

  it('leaves the chip unproved without a certificate, and reads nothing but the record', async () => {
    const result = await tap(office, card, 'employer-hiring', { mapping: 'gm', terminal: 'none' });
    expect(result.verdict).toBe('undecided');
    expect(result.answers.authentic).toEqual({ answer: 'yes' });
    expect(result.answers.chipGenuine).toEqual({ answer: 'unknown', code: 'TERMINAL_UNCERTIFIED' });
    expect(result.fields).toEqual({});
  });

  it.each([
    ['does not offer chip authentication', ''],
    ['offers version 1 of it', CA_INFO.replace(/02$/, '01')],
    ['offers it with another cipher', CA_INFO.replace('030202', '030204')],
  ])('says CHIP_AUTH_FAILED of a card that %s, before the terminal signs', async (_what, instead) => {
    let signatures = 0;
    const genuine = await office.terminalFor('clinic');
    const terminal = { ...genuine, sign: (message: Uint8Array) => ((signatures += 1), genuine.sign(message)) };
    const transport = withCardAccess(card.transport(), (hex) => hex.replace(CA_INFO, instead));
    const result = await tap(office, { ...card, transport: () => transport }, 'clinic', { mapping: 'gm', terminal });
    expect(result).toMatchObject({ verdict: 'undecided', interruption: { code: 'CHIP_AUTH_FAILED' } });
    expect(result.answers.chipGenuine).toEqual({ answer: 'unknown', code: 'NOT_REACHED' });
    expect(signatures).toBe(0);
  });

  it('is no permit of this profile where its parameters are not offered', async () => {
    const transport = withCardAccess(card.transport(), (hex) => hex.replace('0202010202010d', '02020102020110'));
    const changes = { mapping: 'gm', curve: 'brainpoolP256r1' } as const;
    const result = await tap(office, { ...card, transport: () => transport }, 'clinic', changes);
    expect(outcomeOf(result)[0]).not.toBe('accepted');
    expect(result.reasons).toContain('CARD_NOT_PERMIT');
  });

  it('never says yes when the card is taken away, wherever', async () => {
    const whole = await tap(office, card, 'clinic', { mapping: 'gm' });
    for (let at = 0; at < whole.cost.apdus; at += 1) {
      const transport = removedAt(card.transport(), at);
      const result = await tap(office, { ...card, transport: () => transport }, 'clinic', { mapping: 'gm' });
      expect(result.verdict, `command ${at}`).toBe('undecided');
      expect(result.interruption?.code, `command ${at}`).toBe('CARD_REMOVED');
    }
  });

  it('never says yes when one bit of the answer to chip authentication is changed on the way', async () => {
    const { cost } = await tap(office, card, 'clinic', { mapping: 'gm' });
    const lastOfChipAuth = cost.apdus - 5;
    for (const at of [lastOfChipAuth - 1, lastOfChipAuth, lastOfChipAuth + 1]) {
      const transport = flippedAt(card.transport(), at);
      const result = await tap(office, { ...card, transport: () => transport }, 'clinic', { mapping: 'gm' });
      expect(result.verdict).toBe('undecided');
      expect(result.interruption?.code).toBe('SM_BAD_RESPONSE');
    }
  });

  it('takes another curve than P-256 with generic mapping only', async () => {
    await expect(tap(office, card, 'clinic', { curve: 'brainpoolP256r1' })).rejects.toThrow(RangeError);
  });
});

/** Changes EF.CardAccess on its way to the terminal; the lengths of the SET are put right. */
function withCardAccess(card: CardTransport, change: (hex: string) => string): CardTransport {
  return {
    transmit: async (command) => {
      const response = await card.transmit(command);
      if (!toHex(command).startsWith('00b09c00')) return response;
      const content = fromHex(change(toHex(response.slice(2, -2))));
      return concatBytes(Uint8Array.of(0x31, content.length), content, Uint8Array.of(0x90, 0x00));
    },
  };
}

/** One bit of the answer to the command with this number is wrong. */
function flippedAt(card: CardTransport, number: number): CardTransport {
  let at = 0;
  return {
    transmit: async (command) => {
      const response = await card.transmit(command);
      at += 1;
      return at - 1 === number ? response.with(5, (response[5] ?? 0) ^ 1) : response;
    },
  };
}
