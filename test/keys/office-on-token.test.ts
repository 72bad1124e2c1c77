import { makeTokenKeys, makeTokenPool, type TokenPool } from '@residence-permit/issuer/keys';
import { verifyCard } from '@residence-permit/reader/verify';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { findPurpose } from '@residence-permit/shared/purposes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCard, anOffice, CATALOGUE, DEMO_AT, type Office } from '../builders/index.ts';
import { aSoftToken, type SoftToken } from '../builders/soft-token.ts';

const DAY = 86_400;
let soft: SoftToken;
let tokens: TokenPool;
let office: Office;

beforeAll(async () => {
  soft = aSoftToken('signing house');
  tokens = makeTokenPool({ module: soft.module, readPin: () => Promise.resolve(soft.pin) });
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  office = await anOffice({ keys: makeTokenKeys({ tokens, on: { tokenLabel: soft.tokenLabel }, random }) });
  office.setClock(DEMO_AT);
});
afterAll(() => {
  tokens.close();
  soft.remove();
});

test('a card that an office issues with every online key on a token is accepted', async () => {
  const grant = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
  const card = await aCard(office).withGrants(grant).active();
  const purpose = findPurpose(CATALOGUE.purposes, 'clinic');
  if (purpose === undefined) throw new Error('clinic');
  const result = await verifyCard({
    transport: card.transport(),
    password: { kind: 'can', value: card.can },
    purpose,
    terminal: await office.terminalFor('clinic'),
    trust: await office.trust(),
    clock: office.clock,
    utcOffsetMinutes: 480,
    staleness: { bundleSeconds: DAY, statusSeconds: DAY },
    random: office.random,
    engine: office.engine,
    metering: { nowMs: () => performance.now() },
  });
  expect(result.reasons).toEqual([]);
  expect(result.verdict).toBe('accepted');
});

test('its keys are on that token, the offline ones are not', async () => {
  const token = await tokens.tokenOf({ tokenLabel: soft.tokenLabel });
  const kinds = new Map((await token.listKeys()).map(({ label, algorithm }) => [label, algorithm]));
  const expected = ['bundle', 'document-1', 'dv-non-official', 'dv-official', 'status'];
  expect([...kinds.keys()].filter((label) => !label.startsWith('grantor-')).sort()).toEqual(expected);
  expect([kinds.get('document-1'), kinds.get('dv-official')]).toEqual(['ed25519', 'p256']);
});

test('when the token is gone, publishing says so', async () => {
  tokens.close();
  await expect(office.trust()).rejects.toMatchObject({ code: 'SIGNER_UNAVAILABLE' });
});
