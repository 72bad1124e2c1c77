import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import { type FileWriter, nodeFileWriter } from '@residence-permit/reader/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, KEYS, type Lab, LIST, makeBundle, makeLab, makeList, makeRoot, makeSet } from './trust-lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
});
afterEach(() => lab.remove());

/** A writer that lets something else happen before its first write. */
function beforeFirstWrite(happens: () => Promise<unknown>): FileWriter {
  let begun = false;
  return {
    ...nodeFileWriter,
    makeFolder: async (path) => {
      if (!begun) {
        begun = true;
        await happens();
      }
      await nodeFileWriter.makeFolder(path);
    },
  };
}

describe('a trust folder of several processes', () => {
  it('is not led back by an older update that was begun before a newer one and ends after it', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await lab.update();
    const other = join(lab.base, 'other-stick');
    await writeTrustFolder(lab.stick, await makeSet(2));
    await writeTrustFolder(other, await makeSet(3));
    const writer = beforeFirstWrite(() => lab.update({ from: other }));
    expect(await codeOf(lab.update({ writer }))).toBe('TRUST_ROLLED_BACK');
    expect((await lab.load()).trust.bundleSeq).toBe(3);
    await expect(readdir(join(lab.store, 'sets'))).resolves.toHaveLength(2);
  });

  it('keeps the set that another update put in use before this one has tidied up', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await lab.update();
    const other = join(lab.base, 'other-stick');
    await writeTrustFolder(lab.stick, await makeSet(2));
    await writeTrustFolder(other, await makeSet(3));
    const writer: FileWriter = {
      ...nodeFileWriter,
      rename: async (from, to) => {
        await nodeFileWriter.rename(from, to);
        if (to.endsWith('floors.json')) await lab.update({ from: other });
      },
    };
    await lab.update({ writer });
    expect((await lab.load()).trust.bundleSeq).toBe(3);
  });

  it('begins anew when what it writes is tidied away by an update that overtakes it', async () => {
    await writeTrustFolder(lab.stick, await makeSet(3));
    const other = join(lab.base, 'other-stick');
    await writeTrustFolder(other, await makeSet(2));
    let others = 0;
    const writer: FileWriter = {
      ...nodeFileWriter,
      writeNew: async (path, content) => {
        if (path.endsWith('root.cbor') && others === 0) {
          others += 1;
          await lab.update({ from: other });
        }
        await nodeFileWriter.writeNew(path, content);
      },
    };
    expect((await lab.update({ writer })).kind).toBe('updated');
    expect((await lab.load()).trust.bundleSeq).toBe(3);
  });

  it('keeps the reading of the clock that a tap left while an update was under way', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await lab.update();
    await writeTrustFolder(lab.stick, await makeSet(2));
    const openedAt = lab.at.now;
    const writer = beforeFirstWrite(() => {
      lab.at.now += 3600;
      return lab.load();
    });
    expect((await lab.update({ openedAt, writer })).kind).toBe('updated');
    lab.at.now = openedAt;
    expect((await lab.load()).floors.clock).toBe(openedAt + 3600);
  });
});

describe('full lists on a stick', () => {
  it('are taken although a list held before is of a status key that is gone, and is named no more', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    await lab.update();
    const stick = join(lab.base, 'rotated');
    const uri = 's/2';
    await writeTrustFolder(
      stick,
      await makeSet(2, {
        rootBytes: await makeRoot({ version: 2, status: KEYS.newStatus }),
        bundleBytes: await makeBundle({ seq: 2, rootVersion: 2, lists: new Map([[uri, 1]]) }),
        statusTokens: [await makeList({ uri, seq: 1, by: KEYS.newStatus })],
      }),
    );
    expect((await lab.update({ from: stick })).after.statusLists.map((list) => list.uri)).toEqual([uri]);
    expect((await lab.load()).trust.findStatusList(LIST)).toBeUndefined();
  });
});

describe('deltas on a stick', () => {
  it('that together are more than an office publishes are refused before they fill the memory', async () => {
    await writeTrustFolder(lab.stick, await makeSet(1));
    for (let index = 1; index <= 80; index += 1) {
      const name = join(lab.stick, 'status', `${'0'.repeat(16)}-${index}-${index + 1}.delta`);
      await writeFile(name, '');
      await truncate(name, 1_000_000);
    }
    expect(await codeOf(lab.update())).toBe('TRUST_TOO_LARGE');
  });
});
