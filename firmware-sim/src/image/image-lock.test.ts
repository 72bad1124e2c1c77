import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findServingProcess, lockImage } from './image-lock.ts';
import { isAlive, ownIdentity } from './process-identity.ts';

let folder: string;
let image: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'card-lock-'));
  image = join(folder, 'card.img');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Larger than any process number that Linux gives out. */
const NO_PID = 2 ** 22 + 1;
const NONCE = '00112233445566aa';

const writeLock = (owner: { pid: number; startedAt: string }): void =>
  writeFileSync(`${image}.lock`, JSON.stringify({ ...owner, nonce: NONCE }));
const tombstone = (): string => `${image}.lock.${NONCE}.dead`;

describe('the lock of a card image', () => {
  it('is held by one at a time', () => {
    const lock = lockImage(image);
    expect(() => lockImage(image)).toThrow(expect.objectContaining({ code: 'STORE_CONFLICT' }));
    lock.release();
    lockImage(image).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names the process that serves the image', () => {
    expect(findServingProcess(image)).toBeUndefined();
    const lock = lockImage(image);
    expect(findServingProcess(image)).toEqual(ownIdentity());
    lock.release();
  });

  it('is taken over from a process that is gone', () => {
    writeLock({ pid: NO_PID, startedAt: '1' });
    expect(findServingProcess(image)).toBeUndefined();
    lockImage(image).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process whose number was given to another one', () => {
    writeLock({ pid: process.pid, startedAt: '1' });
    lockImage(image).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over although an earlier takeover was cut off', () => {
    writeLock({ pid: NO_PID, startedAt: '1' });
    writeFileSync(tombstone(), '');
    utimesSync(tombstone(), 0, 0);
    lockImage(image).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of another owner is not removed by a late release', () => {
    const lock = lockImage(image);
    writeLock(ownIdentity());
    lock.release();
    expect(findServingProcess(image)).toEqual(ownIdentity());
  });

  it('is not touched when the file is something else', () => {
    writeFileSync(`${image}.lock`, 'a shopping list');
    expect(() => lockImage(image)).toThrow(expect.objectContaining({ code: 'STORE_CONFLICT' }));
    expect(readdirSync(folder)).toEqual(['card.img.lock']);
  });
});

describe('a process', () => {
  it('is told apart from a later one with the same number', () => {
    expect(isAlive(ownIdentity())).toBe(true);
    expect(isAlive({ ...ownIdentity(), startedAt: '1' })).toBe(false);
    expect(isAlive({ pid: NO_PID, startedAt: '' })).toBe(false);
  });
});
