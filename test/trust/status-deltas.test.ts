import { writeFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { NO_FLOORS, openTrust } from '@residence-permit/shared/trust-bundle';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  KEYS,
  type Lab,
  LIST,
  makeBundle,
  makeDelta,
  makeLab,
  makeList,
  makeSet,
  memoryFiles,
  NOW,
  PINS,
} from './trust-lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
});
afterEach(() => lab.remove());

const FIRST = { seq: 1, revoked: [5, 900] };
const SECOND = { seq: 2, revoked: [5, 901, 4095] };
const THIRD = { seq: 3, revoked: [0] };
const bundleFor = (seq: number) => makeBundle({ seq, lists: new Map([[LIST, seq]]) });

/** The store holds the first list; the stick brings the third, in full or not, with the deltas given. */
async function bring(deltas: readonly Awaited<ReturnType<typeof makeDelta>>[], withFull: boolean): Promise<void> {
  await writeTrustFolder(lab.stick, await makeSet(1, { statusTokens: [await makeList(FIRST)] }));
  await lab.update();
  await rm(lab.stick, { recursive: true });
  const statusTokens = withFull ? [await makeList(THIRD)] : [];
  await writeTrustFolder(
    lab.stick,
    await makeSet(3, { bundleBytes: await bundleFor(3), statusTokens, statusDeltas: deltas }),
  );
}

const chain = async () => [await makeDelta(FIRST, SECOND), await makeDelta(SECOND, THIRD)];

describe('deltas on a stick', () => {
  it('lead a verifier that missed one through both, to the very list that the full one holds', async () => {
    await bring(await chain(), false);
    const update = await lab.update();
    expect(update).toMatchObject({ kind: 'updated', lists: 'by-deltas' });
    const full = await openTrust({
      ...memoryFiles(await makeSet(3, { bundleBytes: await bundleFor(3), statusTokens: [await makeList(THIRD)] })),
      pinnedRoots: PINS,
      floors: NO_FLOORS,
      engine: nodeEd25519,
      openedAt: NOW,
    });
    const { trust } = await lab.load();
    expect(trust.statusLists).toEqual(full.trust.statusLists);
  });

  it('that do not begin where the list held ends give way to the full list, with a code', async () => {
    await bring([await makeDelta(SECOND, THIRD)], true);
    expect(await lab.update()).toMatchObject({ lists: 'full', deltasRefused: 'STATUS_DELTA_UNFIT' });
    expect((await lab.load()).trust.statusLists[0]?.seq).toBe(3);
  });

  it('that make another list than the signed one are refused', async () => {
    const lying = await makeDelta({ ...FIRST, revoked: [5, 77] }, THIRD);
    await bring([lying], false);
    expect(await codeOf(lab.update())).toBe('STATUS_DELTA_UNFIT');
    expect((await lab.load()).trust.statusLists[0]?.seq).toBe(1);
  });

  it('are refused alone where they do not fit, and the list held stays in use', async () => {
    await bring([await makeDelta(SECOND, THIRD)], false);
    expect(await codeOf(lab.update())).toBe('STATUS_DELTA_UNFIT');
    expect((await lab.load()).trust.bundleSeq).toBe(1);
  });

  it('by any key but the status key are refused', async () => {
    await bring([await makeDelta(FIRST, THIRD, KEYS.bundle)], false);
    expect(await codeOf(lab.update())).toBe('TRUST_UNSIGNED');
  });

  it('of which the last was taken away do not keep a verifier behind the full list', async () => {
    const [first] = await chain();
    if (first === undefined) throw new Error('no delta');
    await bring([first], true);
    await lab.update();
    expect((await lab.load()).trust.statusLists[0]?.seq).toBe(3);
  });

  it('that stop short of what the bundle asks for are a roll-back', async () => {
    const [first] = await chain();
    if (first === undefined) throw new Error('no delta');
    await bring([first], false);
    expect(await codeOf(lab.update())).toBe('TRUST_ROLLED_BACK');
  });

  it('that are junk do not hinder the full list', async () => {
    await bring([], true);
    const [name] = (await readdir(join(lab.stick, 'status'))).filter((each) => each.endsWith('.cwt'));
    await writeFile(join(lab.stick, 'status', (name ?? '').replace('.cwt', '-1-3.delta')), new Uint8Array(300).fill(9));
    expect(await lab.update()).toMatchObject({ lists: 'full', deltasRefused: 'STATUS_DELTA_UNFIT' });
  });
});
