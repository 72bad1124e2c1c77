import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import { type FileWriter, nodeFileWriter } from '@residence-permit/reader/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type Lab, makeLab, makeSet } from './trust-lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
});
afterEach(() => lab.remove());

/**
 * A writer whose power fails at one write: that write is torn (a file gets half its bytes, a step is not taken), and
 * nothing after it happens, neither tidying up.
 */
function cutAt(write: number): { readonly writer: FileWriter; readonly steps: () => number } {
  let steps = 0;
  const step = async (whole: () => Promise<void>, torn: () => Promise<void> = async () => {}): Promise<void> => {
    steps += 1;
    if (steps === write) await torn();
    if (steps >= write) throw new Error('the power failed');
    await whole();
  };
  const writer: FileWriter = {
    makeFolder: (path) => step(() => nodeFileWriter.makeFolder(path)),
    writeNew: (path, content) =>
      step(
        () => nodeFileWriter.writeNew(path, content),
        () => nodeFileWriter.writeNew(path, content.slice(0, content.length / 2)),
      ),
    rename: (from, to) => step(() => nodeFileWriter.rename(from, to)),
    syncFolder: (path) => step(() => nodeFileWriter.syncFolder(path)),
    remove: (path) => step(() => nodeFileWriter.remove(path)),
  };
  return { writer, steps: () => steps };
}

describe('an update that is cut off', () => {
  it('at any write leaves the old set or the new one, whole, and the next update goes through', async () => {
    const sets = [await makeSet(1), await makeSet(2)] as const;
    const seen = new Set<number>();
    let cuts = 0;
    for (let write = 1; ; write++) {
      await lab.remove();
      lab = await makeLab();
      await writeTrustFolder(lab.stick, sets[0]);
      await lab.update();
      await writeTrustFolder(lab.stick, sets[1]);
      const { writer, steps } = cutAt(write);
      const code = await codeOf(lab.update({ writer }));
      if (steps() < write) break;
      cuts += 1;
      expect(['taken', 'STORE_FAILED']).toContain(code);
      const { trust } = await lab.load();
      seen.add(trust.bundleSeq);
      expect(trust.findStatusList('s/1')?.seq).toBe(trust.bundleSeq);
      if (code === 'taken') expect(trust.bundleSeq).toBe(2);
      expect((await lab.update()).after.bundleSeq).toBe(2);
    }
    expect(cuts).toBeGreaterThanOrEqual(10);
    expect([...seen]).toEqual([1, 2]);
  });

  it('the first time leaves nothing that opens, and the next one goes through', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    const { writer } = cutAt(5);
    expect(await codeOf(lab.update({ writer }))).toBe('STORE_FAILED');
    expect(await codeOf(lab.load())).toBe('STORE_FAILED');
    expect((await lab.update()).kind).toBe('updated');
  });

  it('leaves nothing of it once a later update has gone through', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await lab.update();
    for (const write of [4, 9, 10, 11]) {
      await writeTrustFolder(lab.stick, await makeSet(write));
      await codeOf(lab.update({ writer: cutAt(write).writer }));
    }
    await writeTrustFolder(lab.stick, await makeSet(20));
    await lab.update();
    expect((await readdir(lab.store)).sort()).toEqual(['floors.json', 'pins.json', 'sets']);
    expect((await readdir(join(lab.store, 'sets'))).length).toBeLessThanOrEqual(2);
  });

  it('leaves no more than the set in use and the one before it', async () => {
    for (const seq of [1, 2, 3, 4]) {
      await writeTrustFolder(lab.stick, await makeSet(seq));
      await lab.update();
    }
    expect((await readdir(join(lab.store, 'sets'))).map((name) => name.split('-')[0]).sort()).toEqual(['3', '4']);
  });
});

describe('a stick', () => {
  it('is never written to, also where it lacks files or has others', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    const listing = () => spawnSync('find', [lab.stick, '-printf', '%P %s %T@ %m\n'], { encoding: 'utf8' }).stdout;
    const before = listing();
    expect(before).toContain('bundle.cbor');
    await lab.update();
    await lab.update();
    expect(listing()).toBe(before);
  });

  it('that holds nothing newer changes nothing', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    expect((await lab.update()).kind).toBe('updated');
    expect((await lab.update()).kind).toBe('unchanged');
    expect(await readdir(join(lab.store, 'sets'))).toHaveLength(1);
  });

  it('without the root, the bundle or anything is refused, and the files held stay in use', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await lab.update();
    expect(await codeOf(lab.update({ from: join(lab.base, 'nothing') }))).toBe('STORE_FAILED');
    expect((await lab.load()).trust.bundleSeq).toBe(1);
  });

  it('is not believed about its own pins: the first pins come another way', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    const { installPins: _pins, ...without } = { installPins: undefined, from: lab.stick };
    const { updateTrustFolder, nodeEd25519 } = await import('@residence-permit/reader/node');
    const update = updateTrustFolder({ ...without, folder: lab.store, engine: nodeEd25519, openedAt: lab.at.now });
    expect(await codeOf(update)).toBe('SETTING_BAD');
  });
});
