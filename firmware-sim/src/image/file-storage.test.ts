import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStorage } from './file-storage.ts';

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

  it('keeps the old state when the new one cannot be written', () => {
    const storage = fileStorage(image());
    storage.save(Uint8Array.of(7));
    // A folder in the place of the temporary file makes the write fail before the rename, for root too.
    mkdirSync(join(folder, `.card.img.${process.pid}.tmp`));
    expect(() => storage.save(Uint8Array.of(8))).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(storage.load()).toEqual(Uint8Array.of(7));
  });
});
