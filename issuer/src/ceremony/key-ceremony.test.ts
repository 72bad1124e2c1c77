import { randomBytes } from 'node:crypto';
import { nobleEd25519 } from '@residence-permit/shared/cose';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { addDays, dateAt } from '@residence-permit/shared/plain-date';
import { openRootChain, type TrustPins } from '@residence-permit/shared/trust-bundle';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Authority,
  Ed25519Key,
  MasterKey,
  P256Key,
  renewDvs,
  renewRootFile,
  signRootFile,
} from '../authority/index.ts';

import { type KeyCeremonyPlan, parseCeremonyPlan } from './ceremony-plan.ts';
import { makeHoldKeyCeremony } from './hold-key-ceremony.ts';
import { openOfflineHalves } from './offline-halves.ts';
import {
  addDocumentSigner,
  type OperationSetting,
  renewCvca,
  renewRoot,
  renewVerifiers,
  rotateOnlineKeys,
  rotateRoot,
} from './offline-operations.ts';
import type { Packet } from './packet.ts';
import { memoryPlace, type PacketPlace } from './packet-place.ts';
import { printTranscript } from './print-transcript.ts';
import { closeTranscript, parseTranscript, type TranscriptBody } from './transcript.ts';
import { publicKeysOf } from './verify-transcript.ts';

const NOW = Date.UTC(2026, 0, 5) / 1000;
const DAY = 86_400;
const engine = nobleEd25519;
const random = (length: number) => new Uint8Array(randomBytes(length));
const code = (name: string) => expect.objectContaining({ code: name });
const keys = {
  ed25519: () => Promise.resolve(Ed25519Key.generate(random)),
  p256: () => Promise.resolve(P256Key.generate(random)),
};
const PLAN: KeyCeremonyPlan = {
  format: 1,
  authority: 'Rehearsal Permit Authority',
  place: 'Room 1',
  offices: ['Rehearsal Office'],
  threshold: 2,
  custodians: ['A', 'B', 'C'].map((name) => ({ name, keeps: { kind: 'sealed-file', path: `${name}.packet` } })),
  officers: [{ role: 'leader', name: 'Leader L' }],
  witnesses: ['Witness W'],
  caps: { document: 10, grantor: 20 },
};

async function hold(plan = PLAN) {
  const places = plan.custodians.map(({ name }) => memoryPlace(name));
  const steps: string[] = [];
  const announce = (did: string) => void steps.push(did);
  const held = await makeHoldKeyCeremony({ random, clock: () => NOW, keys, places, announce })(plan);
  const openPersonalisationMaster = () => Promise.resolve(new MasterKey(random(16)));
  const authority: Authority = { ...held.authority, openPersonalisationMaster };
  return { ...held, authority, places, steps };
}

/** The packets of the custodians with these places in the plan. */
const bring = (places: readonly PacketPlace[], ...who: readonly number[]): Promise<readonly Packet[]> =>
  Promise.all(places.filter((_, index) => who.includes(index)).map((place) => place.read()));

async function settingOf(authority: Authority, packets: readonly Packet[], now = NOW + DAY): Promise<OperationSetting> {
  return { authority, halves: await openOfflineHalves(authority, packets), now, announce: () => undefined };
}

const pinsOf = ({ bundleRoots }: Authority): TrustPins => ({
  threshold: bundleRoots.threshold,
  keys: bundleRoots.keys.map(({ publicKey }) => publicKey),
});
const chainOf = ({ earlierRoots, rootFile }: Authority) => [...earlierRoots, rootFile.bytes];

describe('the ceremony', () => {
  let held: Awaited<ReturnType<typeof hold>>;
  beforeAll(async () => {
    held = await hold();
  });

  test('leaves an authority without offline keys, signers with their caps, and two shares for each custodian', () => {
    expect(held.authority.offline).toBeUndefined();
    expect(held.authority.documentSigners[0]?.cap).toBe(10);
    expect(held.shares.map(({ key, custodian }) => `${key} ${custodian}`)).toEqual([
      'x509-root 1',
      'cvca 1',
      'x509-root 2',
      'cvca 2',
      'x509-root 3',
      'cvca 3',
    ]);
    expect(new Set(held.shares.map(({ id }) => id)).size).toBe(6);
    expect(held.steps.at(-1)).toBe('read every packet back; each of 3 sets of 2 gives both keys');
  });

  test('is undone by a place that gives back another packet: SHARE_DAMAGED', async () => {
    const [first, ...others] = PLAN.custodians.map(({ name }) => memoryPlace(name));
    if (first === undefined) throw new Error('no place');
    const lying: PacketPlace = {
      ...first,
      read: async () => {
        const packet = await first.read();
        const shares = packet.shares.map((share) => ({ ...share, bytes: share.bytes.map((byte) => byte ^ 1) }));
        return { ...packet, shares };
      },
    };
    const deps = { random, clock: () => NOW, keys, places: [lying, ...others], announce: () => undefined };
    await expect(makeHoldKeyCeremony(deps)(PLAN)).rejects.toEqual(code('SHARE_DAMAGED'));
  });

  test('gives its keys back to any two custodians and to no single one: SHARES_TOO_FEW', async () => {
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const halves = await openOfflineHalves(held.authority, await bring(held.places, a, b));
      expect(halves.cvca.publicKey).toEqual(decodeCvCertificate(held.authority.cvca.certificate).publicKey);
    }
    const alone = await bring(held.places, 1);
    await expect(openOfflineHalves(held.authority, alone)).rejects.toEqual(code('SHARES_TOO_FEW'));
  });

  test('refuses a custodian of another ceremony, alone or together: SHARE_FOREIGN', async () => {
    const other = await hold();
    const mixed = [...(await bring(held.places, 0)), ...(await bring(other.places, 1))];
    await expect(openOfflineHalves(held.authority, mixed)).rejects.toEqual(code('SHARE_FOREIGN'));
    const strangers = await bring(other.places, 0, 1);
    await expect(openOfflineHalves(held.authority, strangers)).rejects.toEqual(code('SHARE_DAMAGED'));
  });

  test('certifies a further document signer and renews verifiers, which the office cannot do alone', async () => {
    const { authority, places } = held;
    const late = dateAt(NOW + 100 * DAY, 480);
    await expect(renewDvs(authority, late)).rejects.toEqual(code('OFFLINE_KEYS_ABSENT'));
    await expect(renewRootFile(authority, NOW + 390 * DAY)).rejects.toEqual(code('OFFLINE_KEYS_ABSENT'));
    expect(await renewDvs(authority, addDays(late, -30))).toEqual(authority);
    const setting = await settingOf(authority, await bring(places, 0, 2), NOW + 100 * DAY);
    const renewed = await renewVerifiers(setting, late);
    expect(decodeCvCertificate(renewed.dvs.official.certificate).chr).toBe('ZZDVOFF00002');
    const added = await addDocumentSigner(setting, { office: 'Rehearsal Office', cap: 7, keys, random });
    expect(added.documentSigners.map(({ name, cap }) => [name, cap])).toEqual([
      ['document-1', 10],
      ['document-2', 7],
    ]);
  });
});

describe('root rotation', () => {
  test('is followed version by version from the first pins, over four versions', async () => {
    const first = await hold();
    const second = await renewRoot(await settingOf(first.authority, await bring(first.places, 0, 1)));
    const third = await rotateOnlineKeys(await settingOf(second, await bring(first.places, 1, 2)), keys);
    const places = ['D', 'E', 'F', 'G'].map(memoryPlace);
    const plan = {
      threshold: 3,
      custodians: ['D', 'E', 'F', 'G'].map((name) => ({
        name,
        keeps: PLAN.custodians[0]?.keeps ?? { kind: 'token' as const, uri: 'pkcs11:' },
      })),
    };
    const options = { plan, places, ceremony: random(16), random };
    const { authority: fourth } = await rotateRoot(await settingOf(third, await bring(first.places, 0, 2)), options);
    const rootFiles = chainOf(fourth);
    const pins = pinsOf(first.authority);
    const { root, pins: next } = openRootChain({ rootFiles, pins, engine });
    expect(root).toMatchObject({ version: 4, threshold: 3, bundleKeys: [third.bundleKey.publicKey] });
    expect(next).toEqual(pinsOf(fourth));
    expect(third.bundleKey.publicKey).not.toEqual(second.bundleKey.publicKey);
    const gap = rootFiles.filter((_, index) => index !== 2);
    expect(() => openRootChain({ rootFiles: gap, pins, engine })).toThrow(code('TRUST_ROOT_GAP'));
    await expect(openOfflineHalves(fourth, await bring(first.places, 0, 1))).rejects.toEqual(code('SHARE_FOREIGN'));
    const five = await renewRoot(await settingOf(fourth, await bring(places, 0, 1, 3)));
    expect(openRootChain({ rootFiles: chainOf(five), pins, engine }).root.version).toBe(5);
  });

  test('is refused with too few of the old keys or too few of the new: ROOT_SIGNERS_TOO_FEW', async () => {
    const { authority } = await hold();
    const old = Array.from({ length: 3 }, () => Ed25519Key.generate(random));
    const young = Array.from({ length: 3 }, () => Ed25519Key.generate(random));
    const parts = { ...authority, bundleRoots: { threshold: 2, keys: young } };
    const previous = { threshold: 2, keys: old };
    const sign = (signers: readonly Ed25519Key[]) => signRootFile(parts, { version: 2, now: NOW, signers, previous });
    await expect(sign([...old.slice(0, 1), ...young])).rejects.toEqual(code('ROOT_SIGNERS_TOO_FEW'));
    await expect(sign([...old, ...young.slice(0, 1)])).rejects.toEqual(code('ROOT_SIGNERS_TOO_FEW'));
    expect((await sign([...old.slice(1), ...young.slice(1)])).version).toBe(2);
  });
});

test('a new CVCA goes to the new custodians, and its link is signed by the old one', async () => {
  const first = await hold();
  const today = dateAt(NOW + DAY, 480);
  const setting = await renewCvca(await settingOf(first.authority, await bring(first.places, 0, 1)), today, random);
  const places = PLAN.custodians.map(({ name }) => memoryPlace(name));
  const { authority } = await rotateRoot(setting, { plan: PLAN, places, ceremony: random(16), random });
  const [next, old] = [authority.cvca.certificate, first.authority.cvca.certificate].map(decodeCvCertificate);
  const link = decodeCvCertificate(authority.cvca.previous?.link ?? new Uint8Array());
  expect([link.car, link.chr, link.publicKey]).toEqual([old?.chr, next?.chr, next?.publicKey]);
  const halves = await openOfflineHalves(authority, await bring(places, 1, 2));
  expect(halves.cvca.publicKey).toEqual(next?.publicKey);
  const again = { authority, halves, now: NOW, announce: () => undefined };
  await expect(renewCvca(again, today, random)).rejects.toEqual(code('STORE_CONFLICT'));
});

describe('a plan', () => {
  const parse = (plan: unknown) => () => parseCeremonyPlan(new TextEncoder().encode(JSON.stringify(plan)));

  test('is read as it was decided', () => {
    expect(parse(PLAN)()).toEqual(PLAN);
  });

  test.each<[string, object]>([
    ['threshold', { threshold: 1 }],
    ['threshold', { threshold: 4 }],
    ['custodians', { custodians: [...PLAN.custodians, PLAN.custodians[0]] }],
    ['witnesses', { witnesses: [] }],
    ['offices', { offices: ['one', 'one'] }],
    ['caps', { caps: { document: 0, grantor: 1 } }],
    ['passphrase', { passphrase: 'here' }],
  ])('names the member that is wrong: %s', (member, change) => {
    expect(parse({ ...PLAN, ...change })).toThrow(member);
    expect(parse({ ...PLAN, ...change })).toThrow(code('SETTING_BAD'));
  });
});

describe('a transcript', () => {
  const body: TranscriptBody = {
    format: 'residence-permit transcript, version 1',
    dryRun: false,
    title: 'Key ceremony',
    ceremony: '00'.repeat(16),
    authority: 'Rehearsal Permit Authority',
    place: 'Room 1',
    begun: '2026-01-05T00:00:00Z',
    ended: '2026-01-05T01:00:00Z',
    software: { version: '0.1.0', commit: 'unknown', node: 'v20' },
    participants: [
      { role: 'leader', name: 'Leader L' },
      { role: 'custodian', name: 'Custodian A' },
      { role: 'witness', name: 'Witness W' },
    ],
    threshold: 2,
    custodians: 3,
    steps: [{ at: '2026-01-05T00:10:00Z', did: 'made keys' }],
    publicKeys: [{ key: 'cvca', algorithm: 'P-256', sha256: 'ab'.repeat(32), kept: 'shares' }],
    shares: [{ id: '0102030405', key: 'cvca', custodian: 1, name: 'Custodian A', kept: 'a.packet' }],
    files: [{ path: 'root/1.cbor', sha256: 'cd'.repeat(32) }],
  };

  test('closes with its hash, and any change shows: TRANSCRIPT_BAD', () => {
    const transcript = closeTranscript(body);
    const text = JSON.stringify(transcript);
    expect(parseTranscript(text)).toEqual(transcript);
    for (const [from, to] of [
      ['made keys', 'made toys'],
      ['Witness W', 'Witness V'],
      ['"custodian":1', '"custodian":2'],
      ['abab', 'abba'],
      ['{', '['],
    ] as const) {
      expect(() => parseTranscript(text.replace(from, to))).toThrow(code('TRANSCRIPT_BAD'));
    }
  });

  test('prints everything, its hash in groups, and a line for each custodian and witness to sign', () => {
    const transcript = closeTranscript(body);
    const text = printTranscript(transcript);
    expect(text).toContain(transcript.sha256.slice(0, 8));
    expect(text).toMatch(/_{30,} {2}Custodian A \(custodian\)\n\n {2}_{30,} {2}Witness W \(witness\)\n/);
    expect(text).not.toContain('DRY RUN');
    expect(printTranscript(closeTranscript({ ...body, dryRun: true }))).toMatch(/^\*\*\* DRY RUN/);
  });

  test('names each key of an authority by the digest of its public half', async () => {
    const { authority } = await hold();
    const named = publicKeysOf(authority, () => 'here');
    expect(new Set(named.map(({ sha256 }) => sha256)).size).toBe(named.length);
    expect(named.slice(0, 5).map(({ key }) => key)).toEqual([
      'x509-root',
      'cvca',
      'bundle-root-1',
      'bundle-root-2',
      'bundle-root-3',
    ]);
  });
});
