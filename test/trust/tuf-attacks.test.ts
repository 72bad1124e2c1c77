import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import { encodeStatusListToken } from '@residence-permit/shared/status-list';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  DAY,
  everywhere,
  KEYS,
  type Lab,
  LIST,
  listOf,
  makeBundle,
  makeLab,
  makeList,
  makeRoot,
  makeSet,
  NOW,
} from './trust-lab.ts';

const FAR = 9_000_000_000_000;
let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
});
afterEach(() => lab.remove());

/** What every verifier holds before the attack. */
async function hold(seq: number): Promise<void> {
  expect(await lab.offer(await makeSet(seq))).toEqual(everywhere('taken'));
}

/** After an attack the store still opens, with the numbers it had. */
async function expectHeld(bundleSeq: number): Promise<void> {
  const { trust } = await lab.load();
  expect(trust.bundleSeq).toBe(bundleSeq);
}

describe('roll-back', () => {
  it('of the bundle is refused, and the newer one stays in use', async () => {
    await hold(5);
    const old = await makeBundle({ seq: 4, lists: new Map([[LIST, 1]]) });
    expect(await lab.offer(await makeSet(5, { bundleBytes: old }))).toEqual(everywhere('TRUST_ROLLED_BACK'));
    await expectHeld(5);
  });

  it('of a status list is refused, even where the bundle would allow it', async () => {
    const bundle = (seq: number) => makeBundle({ seq, lists: new Map([[LIST, 1]]) });
    expect(await lab.offer(await makeSet(5, { bundleBytes: await bundle(5) }))).toEqual(everywhere('taken'));
    const files = await makeSet(5, { bundleBytes: await bundle(6), statusTokens: [await makeList({ seq: 4 })] });
    expect(await lab.offer(files)).toEqual(everywhere('TRUST_ROLLED_BACK'));
    await expectHeld(5);
  });

  it('of one list among several is refused', async () => {
    const lists = new Map([
      ['s/1', 1],
      ['s/2', 1],
    ]);
    const set = async (seq: number, one: number, two: number) =>
      makeSet(seq, {
        bundleBytes: await makeBundle({ seq, lists }),
        statusTokens: [await makeList({ uri: 's/1', seq: one }), await makeList({ uri: 's/2', seq: two })],
      });
    expect(await lab.offer(await set(1, 5, 5))).toEqual(everywhere('taken'));
    expect(await lab.offer(await set(2, 6, 4))).toEqual(everywhere('TRUST_ROLLED_BACK'));
  });

  it('of the root is refused', async () => {
    await hold(1);
    const second = await makeSet(2, { rootBytes: await makeRoot({ version: 2 }), earlierRoots: [await makeRoot()] });
    expect(await lab.offer(second)).toEqual(everywhere('taken'));
    // Where the folder itself is read, its root files of later versions are still there and lead past the old one.
    const [updated, , inMemory] = await lab.offer(await makeSet(3));
    expect([updated, inMemory]).toEqual(['TRUST_ROLLED_BACK', 'TRUST_ROLLED_BACK']);
    await expectHeld(2);
  });
});

describe('mix and match', () => {
  it('of a bundle with a list of an earlier moment is refused: the bundle names the least number', async () => {
    await hold(1);
    const mixed = await makeSet(3, { statusTokens: [await makeList({ seq: 2 })] });
    expect(await lab.offer(mixed)).toEqual(everywhere('TRUST_ROLLED_BACK'));
    await expectHeld(1);
  });

  it('of a bundle with an earlier root is refused', async () => {
    const bundleBytes = await makeBundle({ seq: 2, rootVersion: 2, lists: new Map([[LIST, 2]]) });
    expect(await lab.offer(await makeSet(2, { bundleBytes }))).toEqual(everywhere('TRUST_ROLLED_BACK'));
  });

  it('of a bundle with a list that is left out is refused by an update; a folder that lacks it answers nothing', async () => {
    await hold(1);
    const lists = new Map([
      [LIST, 2],
      ['s/2', 2],
    ]);
    const files = await makeSet(2, { bundleBytes: await makeBundle({ seq: 2, lists }) });
    expect((await lab.offer(files))[0]).toBe('TRUST_INCOMPLETE');
    await expectHeld(1);
  });

  it('of a list that the bundle does not name leaves that list out', async () => {
    const { statusTokens } = await makeSet(1);
    const extra = await makeList({ uri: 's/forgotten', seq: FAR });
    await lab.offer(await makeSet(1, { statusTokens: [...statusTokens, extra] }));
    expect((await lab.load()).trust.statusLists.map(({ uri }) => uri)).toEqual([LIST]);
  });
});

describe('fast-forward', () => {
  it('by a stolen bundle key is repaired by a root that changes the key', async () => {
    await hold(1);
    expect(await lab.offer(await makeSet(2, { bundleBytes: await makeBundle({ seq: FAR }) }))).toEqual(
      everywhere('taken'),
    );
    expect(await lab.offer(await makeSet(3))).toEqual(everywhere('TRUST_ROLLED_BACK'));
    const rotated = await makeRoot({ version: 2, bundle: KEYS.newBundle });
    const repaired = await makeSet(3, {
      rootBytes: rotated,
      earlierRoots: [await makeRoot()],
      bundleBytes: await makeBundle({ seq: 3, rootVersion: 2, by: KEYS.newBundle }),
    });
    expect(await lab.offer(repaired)).toEqual(everywhere('taken'));
    await expectHeld(3);
  });

  it('by a stolen status key is repaired likewise', async () => {
    await hold(1);
    const far = await makeSet(2, { statusTokens: [await makeList({ seq: FAR })] });
    expect(await lab.offer(far)).toEqual(everywhere('taken'));
    expect(await lab.offer(await makeSet(3))).toEqual(everywhere('TRUST_ROLLED_BACK'));
    const repaired = await makeSet(3, {
      rootBytes: await makeRoot({ version: 2, status: KEYS.newStatus }),
      earlierRoots: [await makeRoot()],
      statusTokens: [await makeList({ seq: 3, by: KEYS.newStatus })],
    });
    expect(await lab.offer(repaired)).toEqual(everywhere('taken'));
    expect((await lab.load()).trust.statusLists[0]?.seq).toBe(3);
  });
});

describe('wrong keys', () => {
  it.each([
    ['a bundle by the status key', async () => ({ bundleBytes: await makeBundle({ seq: 2, by: KEYS.status }) })],
    ['a bundle by a stranger', async () => ({ bundleBytes: await makeBundle({ seq: 2, by: KEYS.stranger }) })],
    ['a list by the bundle key', async () => ({ statusTokens: [await makeList({ seq: 2, by: KEYS.bundle })] })],
    ['a list by an offline key', async () => ({ statusTokens: [await makeList({ seq: 2, by: KEYS.roots[0] })] })],
    [
      'a root below its threshold',
      async () => ({ rootBytes: await makeRoot({ version: 2, signers: KEYS.roots.slice(0, 1) }) }),
    ],
    [
      'a root by keys of its own choice',
      async () => ({ rootBytes: await makeRoot({ version: 2, roots: [...KEYS.newRoots] }) }),
    ],
    [
      'a root that lowers the threshold with one stolen key',
      async () => ({ rootBytes: await makeRoot({ version: 2, threshold: 1, signers: KEYS.roots.slice(0, 1) }) }),
    ],
    [
      'a root whose new keys did not sign',
      async () => ({
        rootBytes: await makeRoot({ version: 2, roots: [...KEYS.newRoots], signers: KEYS.roots.slice(0, 2) }),
      }),
    ],
  ])('%s is refused', async (_, change) => {
    await hold(1);
    expect(await lab.offer(await makeSet(2, await change()))).toEqual(everywhere('TRUST_UNSIGNED'));
    await expectHeld(1);
  });

  it('a key of the bundle that the newest root took away is refused', async () => {
    const rotated = {
      rootBytes: await makeRoot({ version: 2, bundle: KEYS.newBundle }),
      earlierRoots: [await makeRoot()],
    };
    const mine = await makeBundle({ seq: 1, rootVersion: 2, by: KEYS.newBundle });
    expect(await lab.offer(await makeSet(1, { ...rotated, bundleBytes: mine }))).toEqual(everywhere('taken'));
    expect(await lab.offer(await makeSet(9, rotated))).toEqual(everywhere('TRUST_UNSIGNED'));
  });
});

describe('pins', () => {
  it('that name one key twice do not let it sign twice', async () => {
    const [first] = KEYS.roots;
    const rootBytes = await makeRoot({ roots: [first], threshold: 1, signers: [first] });
    await writeTrustFolder(lab.stick, await makeSet(1, { rootBytes }));
    const keys = [first.publicKey, first.publicKey];
    expect(await codeOf(lab.update({ installPins: { threshold: 2, keys } }))).toBe('TRUST_UNSIGNED');
    expect(await codeOf(lab.update({ installPins: { threshold: 1, keys } }))).toBe('taken');
  });
});

describe('an expired root', () => {
  it('is taken, for it may be the newest there is, and ends the trust of a bundle that would live longer', async () => {
    const rootBytes = await makeRoot({ expiresAt: NOW + 2 * DAY });
    expect(await lab.offer(await makeSet(1, { rootBytes }))).toEqual(everywhere('taken'));
    lab.at.now = NOW + 3 * DAY;
    const { trust } = await lab.load();
    expect(trust.expiresAt).toBe(NOW + 2 * DAY);
    const again = await lab.update();
    expect([again.kind, again.after.expiresAt]).toEqual(['unchanged', NOW + 2 * DAY]);
  });
});

describe('arbitrary and extraneous files', () => {
  it.each([
    ['a root in the place of the bundle', async () => ({ bundleBytes: await makeRoot() })],
    ['junk in the place of the bundle', async () => ({ bundleBytes: new Uint8Array(500).fill(7) })],
    [
      'a bundle in the place of a list',
      async () => ({ statusTokens: [{ uri: LIST, bytes: await makeBundle({ seq: 2 }) }] }),
    ],
    ['nothing in the place of a list', async () => ({ statusTokens: [{ uri: LIST, bytes: new Uint8Array() }] })],
  ])('%s is refused, and nothing is stored', async (_, change) => {
    await hold(1);
    const codes = await lab.offer(await makeSet(2, await change()));
    for (const code of codes) expect(code).toMatch(/^(CBOR|COSE|TRUST|STATUS)_/);
    await expectHeld(1);
    expect(await readdir(join(lab.store, 'sets'))).toHaveLength(1);
  });

  it('a bundle in the place of the root is refused, and nothing is stored', async () => {
    await hold(1);
    await writeTrustFolder(lab.stick, await makeSet(2));
    await writeFile(join(lab.stick, 'root.cbor'), await makeBundle({ seq: 2 }));
    expect(await codeOf(lab.update())).toBe('CBOR_TAG_NOT_ALLOWED');
    await expectHeld(1);
  });

  it('files whose names mean nothing are not read', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await writeFile(join(lab.stick, 'status', 'huge.cwt'), '');
    await truncate(join(lab.stick, 'status', 'huge.cwt'), 10_000_000_000);
    await mkdir(join(lab.stick, 'root', 'deep'));
    await writeFile(join(lab.stick, 'System Volume Information'), 'x');
    expect((await lab.update()).kind).toBe('updated');
  });
});

describe('endless data', () => {
  it.each([
    ['root.cbor', 'TRUST_TOO_LARGE'],
    ['bundle.cbor', 'TRUST_TOO_LARGE'],
    ['root/2.cbor', 'TRUST_TOO_LARGE'],
    ['status/0123456789abcdef.cwt', 'TRUST_TOO_LARGE'],
    ['status/0123456789abcdef-1-2.delta', 'TRUST_TOO_LARGE'],
  ])('%s of ten gigabytes is refused by its size, before it is read', async (name, code) => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await writeFile(join(lab.stick, name), '');
    await truncate(join(lab.stick, name), 10_000_000_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(await codeOf(lab.update())).toBe(code);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16_000_000);
  });

  it('a pipe in the place of a file, which would never end, is refused', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await rm(join(lab.stick, 'bundle.cbor'));
    execFileSync('mkfifo', [join(lab.stick, 'bundle.cbor')]);
    expect(await codeOf(lab.update())).toBe('STORE_FAILED');
  });

  it('more names than any office publishes are refused', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    for (let index = 0; index < 65; index++) {
      await writeFile(join(lab.stick, 'status', `${index.toString(16).padStart(16, '0')}.cwt`), 'x');
    }
    expect(await codeOf(lab.update())).toBe('TRUST_TOO_LARGE');
  });

  it('a list that unpacks to more than any authority has cards stops early', async () => {
    const bomb = deflateSync(new Uint8Array(100_000_000), { level: 9 });
    const bytes = await encodeStatusListToken({
      uri: LIST,
      list: listOf([]),
      issuedAt: NOW,
      expiresAt: NOW + DAY,
      seq: 2,
      signer: KEYS.status,
      deflate: () => bomb,
    });
    await hold(1);
    const before = process.memoryUsage().arrayBuffers;
    expect(await lab.offer(await makeSet(2, { statusTokens: [{ uri: LIST, bytes }] }))).toEqual(
      everywhere('STATUS_MALFORMED'),
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
    await expectHeld(1);
  });
});

describe('a verifier that slept', () => {
  it('through three rotations follows them one by one, though the first keys are long gone', async () => {
    await hold(1);
    const [a, b] = [[...KEYS.roots], [...KEYS.newRoots]];
    const chain = [
      await makeRoot(),
      await makeRoot({ version: 2, roots: b, signers: [...a.slice(0, 2), ...b.slice(0, 2)] }),
      await makeRoot({ version: 3, roots: b, signers: b.slice(1), issuedAt: NOW - 500 * DAY }),
    ];
    const rootBytes = await makeRoot({ version: 4, roots: b, signers: b.slice(0, 2), bundle: KEYS.newBundle });
    const bundleBytes = await makeBundle({ seq: 2, rootVersion: 4, by: KEYS.newBundle });
    expect(await lab.offer(await makeSet(2, { rootBytes, earlierRoots: chain, bundleBytes }))).toEqual(
      everywhere('taken'),
    );
    expect((await lab.load()).trust.rootVersion).toBe(4);
    // The keys that it began with sign nothing for it any more.
    const forged = await makeRoot({ version: 5 });
    expect((await lab.offer(await makeSet(3, { rootBytes: forged, earlierRoots: [...chain, rootBytes] })))[0]).toBe(
      'TRUST_UNSIGNED',
    );
  });

  it('is told that a root file is missing in between', async () => {
    await hold(1);
    const files = await makeSet(2, { rootBytes: await makeRoot({ version: 3 }) });
    expect(await lab.offer(files)).toEqual(everywhere('TRUST_ROOT_GAP'));
    await expectHeld(1);
  });

  it('begins at a later root when that is what it was set up with', async () => {
    const roots = [...KEYS.newRoots];
    const first = await makeRoot();
    const rootBytes = await makeRoot({ version: 2, roots, signers: [...KEYS.roots.slice(0, 2), ...roots.slice(0, 2)] });
    await writeTrustFolder(lab.stick, await makeSet(1, { rootBytes, earlierRoots: [first] }));
    const installPins = { threshold: 2, keys: roots.map(({ publicKey }) => publicKey) };
    expect((await lab.update({ installPins })).after.rootVersion).toBe(2);
  });
});
