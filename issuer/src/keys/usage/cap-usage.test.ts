import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nobleEd25519Signer } from '@residence-permit/shared/cose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capUsage, isNearCap, type Usage } from './cap-usage.ts';
import { makeFileUsageCounter } from './usage-counter.ts';

const MESSAGE = Uint8Array.of(1, 2, 3);
const key = nobleEd25519Signer(new Uint8Array(32).fill(9));
let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-usage-'));
  path = join(folder, 'usage', 'document-1.count');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a capped signer', () => {
  test('signs as often as allowed and then no more, in this process or the next', async () => {
    const capped = () => capUsage({ signer: key, limit: 3, counter: makeFileUsageCounter(path) });
    const signer = capped();
    expect(await signer.sign(MESSAGE)).toEqual(await key.sign(MESSAGE));
    expect(signer.publicKey).toBe(key.publicKey);
    await signer.sign(MESSAGE);
    await capped().sign(MESSAGE);
    for (const each of [signer, capped()]) {
      await expect(each.sign(MESSAGE)).rejects.toMatchObject({ code: 'SIGNER_CAP_REACHED' });
    }
    expect(await makeFileUsageCounter(path).used()).toBe(3);
  });

  test('warns from nine tenths of its cap on', async () => {
    const warned: Usage[] = [];
    const counter = makeFileUsageCounter(path);
    const signer = capUsage({ signer: key, limit: 10, counter, warn: (usage) => warned.push(usage) });
    for (let signed = 0; signed < 10; signed += 1) await signer.sign(MESSAGE);
    expect(warned.map(({ used }) => used)).toEqual([9, 10]);
    expect([isNearCap({ used: 8, limit: 10 }), isNearCap({ used: 10, limit: 11 })]).toEqual([false, true]);
  });

  test('has counted a signature that fails: what may have been made is made', async () => {
    const counter = makeFileUsageCounter(path);
    const dead = { publicKey: key.publicKey, sign: () => Promise.reject(new Error('token gone')) };
    await expect(capUsage({ signer: dead, limit: 9, counter }).sign(MESSAGE)).rejects.toThrow('token gone');
    expect(await counter.used()).toBe(1);
  });

  test('does not sign what it cannot count', async () => {
    let signed = 0;
    const counted = { publicKey: key.publicKey, sign: (message: Uint8Array) => ((signed += 1), key.sign(message)) };
    await mkdir(path, { recursive: true });
    const signer = capUsage({ signer: counted, limit: 100_000_000, counter: makeFileUsageCounter(path) });
    await expect(signer.sign(MESSAGE)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(signed).toBe(0);
  });

  test('is not made with a limit that is no number', () => {
    for (const limit of [Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY]) {
      expect(() => capUsage({ signer: key, limit, counter: makeFileUsageCounter(path) })).toThrow(RangeError);
    }
  });
});

describe('the count', () => {
  test('is a file of its owner alone', async () => {
    await makeFileUsageCounter(path).take(5);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toBe('.');
  });

  test('never goes over the cap when many ask at once', async () => {
    const counters = Array.from({ length: 40 }, () => makeFileUsageCounter(path));
    const outcomes = await Promise.allSettled(counters.map((counter) => counter.take(25)));
    const ranks = outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);
    expect(Math.max(...ranks)).toBeLessThanOrEqual(25);
    expect(ranks.length).toBeLessThanOrEqual(25);
    await expect(makeFileUsageCounter(path).take(25)).rejects.toMatchObject({ code: 'SIGNER_CAP_REACHED' });
  });

  test('is at least what was said, when the counting processes are killed', async () => {
    await makeFileUsageCounter(path).take(1_000_000);
    const said = await Promise.all([countUntilKilled(30), countUntilKilled(40)]);
    expect(await makeFileUsageCounter(path).used()).toBeGreaterThanOrEqual(1 + said[0] + said[1]);
    expect(said[0] + said[1]).toBeGreaterThanOrEqual(70);
  });
});

/** Another process takes from the counter, says so each time, and is killed when it has said it `times` times. */
function countUntilKilled(times: number): Promise<number> {
  const door = new URL('../../../dist/keys/index.js', import.meta.url).href;
  const program = `const { makeFileUsageCounter } = await import(${JSON.stringify(door)});
    const counter = makeFileUsageCounter(${JSON.stringify(path)});
    for (;;) { await counter.take(1e6); process.stdout.write('.'); }`;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = 0;
    child.stdout.on('data', (bytes: Uint8Array) => {
      said += bytes.length;
      if (said >= times) child.kill('SIGKILL');
    });
    child.on('close', () => resolve(said));
  });
}
