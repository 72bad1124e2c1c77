import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CborValue } from '@residence-permit/shared/cbor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOfficeOnDisk, type OfficeOnDisk } from '../pcsc/office-on-disk.ts';
import { type Finished, rerunUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';
import { ServedCard } from '../pcsc/served-card.ts';
import { resealed } from './kept-tap.ts';

const TOOL = fileURLToPath(new URL('../../reader/bin/permit-reader.js', import.meta.url));
const isInside = process.env['PERMIT_VPCD_PORT'] !== undefined;

/** Runs the built tool as a user does. */
function permitReader(...parameters: readonly string[]): Promise<Finished> {
  const { LC_ALL: _all, LANG: _lang, PERMIT_CAN: _can, PERMIT_PIN: _pin, ...environment } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TOOL, ...parameters], { env: environment });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

describe('evidence on the command line', () => {
  if (isInside) describeWithReader();
  else describeWithoutReader();
});

function withoutBytes(file: CborValue): CborValue {
  return file instanceof Map ? new Map([...file].filter(([key]) => key !== 'bytes')) : file;
}

function describeWithoutReader(): void {
  it('is kept, replayed and reported beside a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(10);
  }, 600_000);

  it('refuses what is no evidence, and what is not there', async () => {
    const bad = await permitReader('replay', TOOL, '--json');
    expect(bad.status).toBe(70);
    expect(JSON.parse(bad.stdout)).toMatchObject({ error: { code: 'EVIDENCE_BAD' } });
    const missing = await permitReader('replay', '/nonexistent/tap', '--json');
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'STORE_FAILED' } });
  });

  it.each([
    ['a full record of nothing', ['--record-full'], '--record-full'],
    ['a file that is there', ['--record', TOOL], 'nothing is overwritten'],
    ['a folder that is not', ['--report', '/nonexistent/report.html'], 'no folder'],
    ['one file for two things', ['--record', '/tmp/one', '--log', '/tmp/one'], 'the same file twice'],
  ])('refuses %s before a card is asked for', async (_what, parameters, words) => {
    const fixed = ['--trust', '/nonexistent', '--terminal', 'none', '--purpose', 'clinic', '--clock', 'system'];
    const { status, stderr } = await permitReader(
      'verify',
      ...fixed,
      '--staleness',
      '7d',
      '--can',
      '123456',
      ...parameters,
    );
    expect(status).toBe(64);
    expect(stderr).toContain(words);
  });
}

function describeWithReader(): void {
  let office: OfficeOnDisk;
  let served: ServedCard | undefined;
  let folder: string;
  let evidence: string;
  beforeAll(async () => {
    office = await anOfficeOnDisk();
    folder = await mkdtemp(join(tmpdir(), 'permit-evidence-'));
    evidence = join(folder, 'tap.evidence');
    served = await ServedCard.insert(office.image);
  });
  afterAll(async () => {
    await served?.remove();
    await office.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const verify = (...more: readonly string[]): Promise<Finished> => {
    const settings = ['--purpose', 'clinic', '--clock', office.clock, '--staleness', '7d', '--can', office.can];
    return permitReader('verify', '--trust', office.trust, '--terminal', office.clinic, ...settings, ...more);
  };
  const nothingPersonal = (text: string): void => {
    for (const value of ['样本·示例', '1949-12-31', office.can, office.pin]) expect(text).not.toContain(value);
  };

  it('verify keeps evidence, log and report of one tap, for their owner alone', async () => {
    const [log, report] = [join(folder, 'tap.log'), join(folder, 'tap.html')];
    const { status, stdout } = await verify('--record', evidence, '--log', log, '--report', report, '--json');
    expect(status).toBe(0);
    const kept = [
      { what: 'evidence', file: evidence },
      { what: 'log', file: log },
      { what: 'report', file: report },
    ];
    const { cost, ...tap } = JSON.parse(stdout);
    expect(tap).toMatchObject({ verdict: 'accepted', kept });
    for (const file of [evidence, log, report]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      nothingPersonal((await readFile(file)).toString('utf8'));
    }
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    const entries = lines.map((line): { sw: string; phase: string } => JSON.parse(line));
    expect(entries).toHaveLength(cost.apdus);
    expect(entries.every(({ sw }) => /^[0-9A-F]{4}$/.test(sw))).toBe(true);
    expect(await readFile(report, 'utf8')).toContain('ACCEPTED');
  });

  it('verify prints the log in columns with --log -, beside the result', async () => {
    const { status, stdout, stderr } = await verify('--log', '-');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ACCEPTED/);
    expect(stderr).toMatch(/start ms +took ms +sent +recv +SW +channel +command/);
    expect(stderr).toMatch(/6282 secured READ BINARY DG17/);
    expect(stderr).toMatch(/APDU +Secure channel \(PACE\)/);
    nothingPersonal(stderr);
  });

  it('verify overwrites nothing', async () => {
    const before = await readFile(evidence);
    expect((await verify('--record', evidence)).status).toBe(64);
    expect(await readFile(evidence)).toEqual(before);
  });

  it('verify says what it could not write, and the verdict stays', async () => {
    const nowhere = join(folder, 'nowhere.evidence');
    await symlink(join(folder, 'gone', 'file'), nowhere);
    const { status, stdout, stderr } = await verify('--record', nowhere, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'accepted', kept: [{ file: nowhere, code: 'STORE_FAILED' }] });
    expect(stderr).toContain(`STORE_FAILED: ${nowhere}`);
  });

  it('replay asks for the trust folder when the evidence has digests alone', async () => {
    const lean = join(folder, 'lean.evidence');
    const bytes = resealed(new Uint8Array(await readFile(evidence)), (members) => {
      const files = members.get('trust');
      if (Array.isArray(files)) members.set('trust', files.map(withoutBytes));
    });
    await writeFile(lean, bytes);
    const alone = await permitReader('replay', lean);
    expect(alone.status).toBe(70);
    expect(alone.stderr).toContain('EVIDENCE_TRUST_MISSING');
    const { stdout } = await permitReader('replay', lean, '--trust', office.trust, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ replay: { same: true, trust: 'same' }, verdict: 'accepted' });
  });

  it('replay comes to the same verdict from the file alone, and says whose tap it was', async () => {
    const { status, stdout } = await permitReader('replay', evidence);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^REPLAY of a tap at 2026-06-15T02:00:00Z by ZZCLINIC[0-9]+ \(permit-reader /);
    expect(stdout).toContain('ACCEPTED – Clinic');
    expect(stdout).toContain('Judged again: the same as was recorded.');
    nothingPersonal(stdout);
    const chinese = await permitReader('replay', evidence, '--lang', 'zh');
    expect(chinese.stdout).toMatch(/^重放：/);
    const json = await permitReader('replay', evidence, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      replay: {
        same: true,
        differences: [],
        keeps: 'redacted',
        trust: 'same',
        terminal: expect.stringMatching(/^ZZCLINIC/),
      },
      verdict: 'accepted',
      fields: {},
    });
  });

  it('replay takes a trust folder instead, only reads it, and says when it is another', async () => {
    const copy = join(folder, 'trust');
    await cp(office.trust, copy, { recursive: true });
    const state = await readFile(join(copy, 'floors.json'), 'utf8').catch(() => 'none');
    const same = await permitReader('replay', evidence, '--trust', copy, '--json');
    expect(JSON.parse(same.stdout)).toMatchObject({ replay: { same: true, trust: 'same' }, verdict: 'accepted' });
    await rm(join(copy, 'status'), { recursive: true });
    const other = await permitReader('replay', evidence, '--trust', copy);
    expect(other.status).toBe(70);
    const told = await permitReader('replay', evidence, '--trust', copy, '--json');
    const differs = { same: false, code: 'REPLAY_DIFFERS', trust: 'other', differences: expect.any(Array) };
    expect(JSON.parse(told.stdout)).toMatchObject({ replay: differs, verdict: 'undecided' });
    expect(other.stdout).toContain('judged under other trust files');
    expect(other.stdout).toMatch(/REPLAY_DIFFERS: .*\n +verdict +accepted {2}→ {2}undecided/);
    expect(await readFile(join(copy, 'floors.json'), 'utf8').catch(() => 'none')).toBe(state);
  });

  it('replay refuses a damaged file', async () => {
    const bytes = await readFile(evidence);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    const damaged = join(folder, 'damaged.evidence');
    await writeFile(damaged, bytes);
    const { status, stderr } = await permitReader('replay', damaged);
    expect(status).toBe(70);
    expect(stderr).toContain('EVIDENCE_BAD');
  });

  it('report makes the page of a kept tap, in either language', async () => {
    const out = join(folder, 'report.html');
    expect(await permitReader('report', evidence, '-o', out)).toMatchObject({
      status: 0,
      stdout: `report in ${out}\n`,
    });
    expect(await readFile(out, 'utf8')).toContain('<html lang="en">');
    expect((await permitReader('report', evidence, '-o', out)).status).toBe(64);
    const chinese = join(folder, 'report-zh.html');
    await permitReader('report', evidence, '-o', chinese, '--lang', 'zh');
    expect(await readFile(chinese, 'utf8')).toContain('<html lang="zh-Hans">');
  });

  it('verify keeps the fields only when told to, and warns', async () => {
    const full = join(folder, 'full.evidence');
    const { status, stderr } = await verify('--record', full, '--record-full');
    expect(status).toBe(0);
    expect(stderr).toContain('consent of its holder');
    const { stdout } = await permitReader('replay', full);
    expect(stdout).toContain('样本·示例');
    expect(stdout).toContain('The evidence holds the fields that were read.');
  });
}
