import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const bin = (room: string, name: string): string =>
  fileURLToPath(new URL(`../../${room}/bin/${name}`, import.meta.url));

type Ran = { readonly status: number; readonly stdout: string; readonly stderr: string };
const run = (program: string, parameters: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...parameters], (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code ?? 1);
      resolve({ status, stdout, stderr });
    });
  });

let folder: string;
const at = (name: string): string => join(folder, name);
const issuer = (...parameters: readonly string[]) =>
  run(bin('issuer', 'permit-issuer.js'), ['--office', at('office'), ...parameters]);
const trust = (...parameters: readonly string[]) => run(bin('reader', 'permit-reader.js'), ['trust', ...parameters]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-trust-commands-'));
  const made = await issuer('ceremony', '--test-keys');
  if (made.status !== 0) throw new Error(made.stderr);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the way from the office to a terminal on a stick', () => {
  it('is refused without pins, and then taken with them', async () => {
    expect((await issuer('publish', '--to', at('stick'))).status).toBe(0);
    expect(await readdir(at('stick'))).toEqual(
      expect.arrayContaining(['README.txt', 'about.json', 'bundle.cbor', 'root']),
    );
    const refused = await trust('update', at('store'), '--from', at('stick'));
    expect([refused.status, refused.stderr]).toEqual([64, expect.stringContaining('--pins')]);
    const pins = ['--pins', join(at('stick'), 'pins.json')];
    const taken = await trust('update', at('store'), '--from', at('stick'), ...pins, '--json');
    expect(taken.status).toBe(0);
    expect(JSON.parse(taken.stdout)).toMatchObject({
      kind: 'updated',
      lists: 'full',
      after: { bundle: 2, expired: false },
    });
  });

  it('takes changes alone, made by the office from what it published before', async () => {
    expect((await issuer('publish', '--to', at('thin'))).status).toBe(0);
    const status = join(at('thin'), 'status');
    const names: readonly string[] = await readdir(status);
    for (const full of names.filter((name) => name.endsWith('.cwt'))) await rm(join(status, full));
    const taken = await trust('update', at('store'), '--from', at('thin'), '--json');
    expect(taken.status).toBe(0);
    expect(JSON.parse(taken.stdout)).toMatchObject({ kind: 'updated', lists: 'by-deltas', after: { bundle: 3 } });
  });

  it('says in both languages what changed and how old things are', async () => {
    expect((await issuer('publish', '--to', at('stick'))).status).toBe(0);
    const zh = await trust('update', at('store'), '--from', at('stick'), '--lang', 'zh');
    expect(zh.stdout).toMatch(/信任包 3 → 4，.*前制作/);
    const en = await trust('update', at('store'), '--from', at('stick'), '--lang', 'en');
    expect(en.stdout).toContain('Nothing newer');
  });

  it('refuses an older stick with a code and keeps what it has', async () => {
    const older = await trust('update', at('store'), '--from', at('thin'));
    expect([older.status, older.stderr]).toEqual([70, expect.stringContaining('TRUST_ROLLED_BACK')]);
    const shown = await trust('show', at('store'), '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ bundle: { seq: 4 }, missingLists: [] });
  });

  it('shows versions, ages, ends and the budget of each kind', async () => {
    const { stdout } = await trust('show', at('store'), '--lang', 'en');
    expect(stdout).toMatch(/Bundle number 4, under root version 1\n {2}made .* ago; good until /);
    expect(stdout).toContain('highest reading of the clock');
    expect(stdout).toMatch(/health \(health\): .*; data may be 30 days old/);
  });

  it('resets the clock only when told to on purpose', async () => {
    const asked = await trust('reset-clock', at('store'));
    expect([asked.status, asked.stderr]).toEqual([64, expect.stringContaining('--yes')]);
    const done = await trust('reset-clock', at('store'), '--yes', '--clock', '2026-01-02T03:04:05Z', '--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ after: '2026-01-02T03:04:05Z' });
    expect(JSON.parse(await readFile(join(at('store'), 'floors.json'), 'utf8'))).toMatchObject({
      clock: 1_767_323_045,
    });
  });
});
