import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MemoryDevice, STATE_OFFSET } from '../nonvolatile/index.ts';
import { fileDevice } from './file-device.ts';
import { fileStorage, storageOver } from './file-storage.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'card-image-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const image = (): string => join(folder, 'card.img');

describe('the storage of a card in a file', () => {
  it('is empty while there is no file', () => {
    expect(fileStorage(image()).load()).toBeUndefined();
  });

  it('holds what was saved last, and leaves no other file behind', () => {
    const storage = fileStorage(image());
    storage.save(Uint8Array.of(1, 2, 3));
    storage.save(Uint8Array.of(4, 5));
    expect(fileStorage(image()).load()).toEqual(Uint8Array.of(4, 5));
    expect(readdirSync(folder)).toEqual(['card.img']);
  });

  it('is readable by its owner only, since it holds the keys of the chip', () => {
    fileStorage(image()).save(Uint8Array.of(1));
    expect(statSync(image()).mode & 0o777).toBe(0o600);
  });

  it('says that the image is bad when its file is damaged', () => {
    writeFileSync(image(), 'not a card');
    expect(() => fileStorage(image()).load()).toThrow(expect.objectContaining({ code: 'IMAGE_BAD' }));
  });

  it('is made whole or not at all', () => {
    // A folder in the place of the temporary file makes the write fail before the rename, for root too.
    mkdirSync(join(folder, `.card.img.${process.pid}.tmp`));
    const storage = fileStorage(image());
    expect(() => storage.save(Uint8Array.of(8))).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(storage.load()).toBeUndefined();
  });

  it('keeps the old state when the new one cannot be written', () => {
    fileStorage(image()).save(Uint8Array.of(7));
    const full: MemoryDevice = {
      ...fileDevice(image()),
      write: () => {
        throw new Error('no space left on device');
      },
    };
    const storage = storageOver(image(), full);
    expect(() => storage.save(Uint8Array.of(8))).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(storage.load()).toEqual(Uint8Array.of(7));
  });

  it('is refused by name where the file is of an earlier version, or empty', () => {
    const earlier = Uint8Array.from([...Buffer.from('RPCARD'), 0, 1, 0, 0, 0, 1, ...new Uint8Array(32), 7]);
    for (const [content, detail] of [
      [earlier, 'layout 1'],
      [new Uint8Array(0), 'not a card image'],
    ] as const) {
      writeFileSync(image(), content);
      expect(() => fileStorage(image()).load()).toThrow(expect.objectContaining({ code: 'IMAGE_BAD' }));
      expect(() => fileStorage(image()).load()).toThrow(detail);
    }
  });

  it('is read right while another process commits over the slot that is being read', () => {
    fileStorage(image()).save(Uint8Array.of(1));
    const inner = fileDevice(image());
    let commits = 0;
    const raced: MemoryDevice = {
      ...inner,
      read: (offset, length) => {
        // Right after the headers, before the state: the writer comes round to the same slot.
        if (offset === STATE_OFFSET && commits < 2) {
          for (const state of [2, 3]) fileStorage(image()).save(Uint8Array.of(state));
          commits += 2;
        }
        return inner.read(offset, length);
      },
    };
    expect(storageOver(image(), raced).load()).toEqual(Uint8Array.of(3));
    expect(commits).toBe(2);
  });
});
