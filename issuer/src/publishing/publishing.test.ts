import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { toHex } from '@residence-permit/shared/bytes';
import { nobleEd25519 } from '@residence-permit/shared/cose';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import { lookUp } from '@residence-permit/shared/status-list';
import { NO_FLOORS, openTrust } from '@residence-permit/shared/trust-bundle';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Authority, Ed25519Key, makeHoldCeremony, TEST_PLAN } from '../authority/index.ts';
import { type CardEntry, EMPTY_REGISTER, makeMemoryRegister, type RegisterState } from '../register/index.ts';
import { makePublishTrust, type TrustFiles } from './publish-trust.ts';
import { standingsOfRegister } from './standing-source.ts';
import { statusListOf } from './status-list-of.ts';
import { writeTrustFolder } from './write-trust-folder.ts';

const NOW = Date.UTC(2026, 5, 15) / 1000;
const catalogue = { purposes: DEFAULT_PURPOSES, kinds: DEFAULT_KINDS };
const engine = nobleEd25519;

function counting() {
  let calls = 0;
  return (length: number) => {
    calls += 1;
    return new Uint8Array(createHash('sha512').update(`publishing ${calls}`).digest()).slice(0, length);
  };
}

const card = (index: number, change: Partial<CardEntry> = {}): CardEntry => ({
  cardNumber: String(index),
  permitRef: new Uint8Array(16),
  status: { uri: 's/1', index },
  standing: 'clear',
  stage: 'active',
  ...change,
});
const cards = [
  card(10),
  card(11, { standing: 'hold' }),
  card(12, { standing: 'revoked' }),
  card(13, { stage: 'quarantined' }),
  card(14, { stage: 'planned' }),
  card(10, { status: { uri: 's/old', index: 10 }, standing: 'revoked' }),
];
const state: RegisterState = { ...EMPTY_REGISTER, cards, revokedTerminals: ['ZZCLINIC00001'] };

async function publisher(change: Partial<Authority> = {}) {
  const authority = await makeHoldCeremony({ random: counting(), clock: () => NOW })(TEST_PLAN);
  const register = makeMemoryRegister(state);
  const publish = makePublishTrust({
    takeStandings: standingsOfRegister(register, { ...authority, ...change }.statusUri),
    authority: { ...authority, ...change },
    catalogue,
    clock: () => NOW,
    engine,
  });
  return { authority, register, publish };
}

function open(files: TrustFiles, floors = NO_FLOORS) {
  return openTrust({
    pinnedRoots: files.pins,
    rootBytes: files.rootBytes,
    bundleBytes: files.bundleBytes,
    statusTokens: files.statusTokens.map(({ bytes }) => bytes),
    floors,
    engine,
    openedAt: NOW,
  });
}

describe('status list', () => {
  test('says 0 for a card in use or in the making, 1 for revoked and quarantined, 2 for a hold', () => {
    const list = statusListOf(state, 's/1');
    expect([10, 11, 12, 13, 14, 15].map((index) => lookUp(list, index))).toEqual([0, 2, 1, 1, 0, 0]);
    expect(lookUp(statusListOf(state, 's/old'), 10)).toBe(1);
  });

  test('of a city with few revocations is a few hundred bytes', async () => {
    const { publish } = await publisher();
    const { statusTokens } = await publish();
    for (const { bytes } of statusTokens) expect(bytes.length).toBeLessThan(400);
  });
});

describe('published set', () => {
  test('opens, names every list that a card names, signers with their kinds, and revoked terminals', async () => {
    const { publish, authority } = await publisher();
    const { trust } = await open(await publish());
    expect(trust.statusLists.map(({ uri }) => uri).sort((a, b) => a.localeCompare(b))).toEqual(['s/1', 's/old']);
    expect(trust.isTerminalRevoked('ZZCLINIC00001')).toBe(true);
    expect(trust.isTerminalRevoked('ZZCLINIC00002')).toBe(false);
    expect(trust.signers).toHaveLength(authority.documentSigners.length + authority.grantorSigners.length);
    expect(trust.cvcas).toEqual([authority.cvca.certificate]);
  });

  test('never gives a number twice: the one before it is refused after it', async () => {
    const { publish, register } = await publisher();
    const first = await publish();
    const second = await publish();
    const { floors } = await open(second);
    await expect(open(first, floors)).rejects.toMatchObject({ code: 'TRUST_ROLLED_BACK' });
    expect((await register.read()).sequences).toEqual({ root: 0, bundle: 2, status: 2 });
  });

  test('does not leave the office when a key is not the one that the root file names', async () => {
    const stranger = Ed25519Key.generate(counting());
    for (const change of [{ bundleKey: stranger }, { statusKey: stranger }]) {
      const { publish } = await publisher(change);
      await expect(publish()).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
    }
  });

  test('carries the withdrawal of a signer', async () => {
    const { authority } = await publisher();
    const documentSigners = authority.documentSigners.map((signer) => ({ ...signer, withdrawnAt: NOW }));
    const { publish } = await publisher({ documentSigners });
    const { trust } = await open(await publish());
    expect(trust.signers.filter(({ use }) => use === 'document').map(({ withdrawnAt }) => withdrawnAt)).toEqual([NOW]);
  });
});

describe('trust folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'permit-trust-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('holds pins, root, bundle and one file a list, and nothing half-written', async () => {
    const files = await (await publisher()).publish();
    await writeTrustFolder(folder, files);
    await writeTrustFolder(folder, files);
    expect(await readdir(folder)).toEqual(['bundle.cbor', 'pins.json', 'root', 'root.cbor', 'status']);
    expect(await readdir(join(folder, 'status'))).toHaveLength(2);
    const pins: unknown = JSON.parse(await readFile(join(folder, 'pins.json'), 'utf8'));
    expect(pins).toEqual({ threshold: 2, keys: files.pins.keys.map(toHex) });
    expect(new Uint8Array(await readFile(join(folder, 'bundle.cbor')))).toEqual(files.bundleBytes);
  });
});
