import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUPPLIER_MASTER_HEX } from '../builders/a-blank.ts';
import { aPermitFile } from '../builders/a-permit-file.ts';
import { aPortrait } from '../builders/portrait.ts';
import { rerunUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLOCK = '2026-06-15T02:00:00Z';
const PIN = '246802';

describe('permit-issuer', () => {
  if (process.env['PERMIT_VPCD_PORT'] === undefined) describeOutside();
  else describeInside();
});

function describeOutside(): void {
  it('takes a card from ceremony to replacement beside a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(7);
  }, 600_000);
}

function describeInside(): void {
  const folder = mkdtempSync(join(tmpdir(), 'permit-office-'));
  const at = (...names: string[]) => join(folder, ...names);
  const tool = (room: string, name: string) => join(ROOT, room, 'bin', `${name}.js`);
  const inserted: ChildProcess[] = [];
  let cardNumber = '';
  let letterFile = 'letter.json';
  const letter = () => JSON.parse(readFileSync(at(letterFile), 'utf8'));

  function run(room: string, name: string, args: readonly string[], options: { input?: string; env?: object } = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool(room, name), ...args], {
      encoding: 'utf8',
      input: options.input ?? '',
      env: { ...process.env, ...options.env },
    });
    return { status, stdout, stderr };
  }
  const issuer = (args: readonly string[], input = '') =>
    run('issuer', 'permit-issuer', [...args, '--json', `--office=${at('office')}`, `--clock=${CLOCK}`], { input });
  const verify = (purpose: string, terminal: string) =>
    run(
      'reader',
      'permit-reader',
      [
        'verify',
        '--json',
        `--purpose=${purpose}`,
        `--terminal=${terminal}`,
        `--trust=${at('office', 'trust')}`,
        `--clock=${CLOCK}`,
        '--staleness=1d',
      ],
      { env: { PERMIT_CAN: letter().can } },
    );

  /** Comes back when the PC/SC daemon has seen the card, or that it is gone. */
  function awaitReader(state: 'ready' | 'absent'): void {
    for (let seen: unknown; seen !== state; ) {
      [{ card: seen }] = JSON.parse(run('reader', 'permit-reader', ['readers', '--json']).stdout).readers;
    }
  }
  async function insert(image: string): Promise<void> {
    await remove();
    inserted.push(
      spawn(process.execPath, [tool('firmware-sim', 'permit-card'), 'insert', at(image)], { stdio: 'ignore' }),
    );
    awaitReader('ready');
  }
  async function remove(): Promise<void> {
    const card = inserted.pop();
    if (card === undefined) return;
    const ended = new Promise((resolve) => card.once('exit', resolve));
    card.kill('SIGTERM');
    await ended;
    awaitReader('absent');
  }

  beforeAll(() => {
    writeFileSync(at('supplier.key'), SUPPLIER_MASTER_HEX);
    writeFileSync(at('permit.json'), JSON.stringify(aPermitFile()));
    writeFileSync(at('portrait.jpg'), aPortrait());
    for (const image of ['one.card', 'two.card']) {
      const made = run('firmware-sim', 'permit-card', ['new', at(image), '--supplier-key', at('supplier.key')]);
      expect(made.stderr).toBe('');
    }
  });
  afterAll(async () => {
    await remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds a ceremony and keeps its keys to their owner', () => {
    expect(issuer(['ceremony', '--test-keys']).status).toBe(0);
    const keys = at('office', 'authority', 'keys');
    expect(readdirSync(keys).map((name) => statSync(join(keys, name)).mode & 0o777)).toEqual(
      readdirSync(keys).map(() => 0o600),
    );
    expect(issuer(['ceremony', '--test-keys']).status).toBe(1);
  });

  it('personalises a blank on the reader and lets another process read it back', async () => {
    const planned = JSON.parse(issuer(['sign', at('permit.json')]).stdout);
    cardNumber = planned.cardNumber;
    await insert('one.card');
    const early = issuer(['personalise', cardNumber, `--letter=${at('letter.json')}`]);
    expect(JSON.parse(early.stdout).error.code).toBe('CHIP_NOT_TAKEN_IN');
    expect(issuer(['intake', `--supplier-key=${at('supplier.key')}`]).status).toBe(0);
    const made = issuer(['personalise', cardNumber, `--letter=${at('letter.json')}`]);
    expect(made.stdout + made.stderr).toContain('"stage":"checked"');
    expect(made.status).toBe(0);
    expect(statSync(at('letter.json')).mode & 0o777).toBe(0o600);
    expect(made.stdout + made.stderr).not.toContain(letter().can);
    expect(made.stdout + made.stderr).not.toContain(letter().puk);
  });

  it('activates it with the PIN from standard input and grants an entitlement', () => {
    const can = `--can=${letter().can}`;
    expect(issuer(['endorse', cardNumber, can])).toMatchObject({ status: 1, stdout: '{"refusal":"not-active"}\n' });
    const active = issuer(['activate', cardNumber, can], `${PIN}\n`);
    expect(JSON.parse(active.stdout).endorsement).toEqual({
      version: 1,
      windowFrom: '2026-06-15',
      endorsedThrough: '2027-06-14',
    });
    expect(active.stdout + active.stderr).not.toContain(PIN);
    const days = ['--from=2026-06-01', '--through=2027-05-31'];
    const granted = JSON.parse(issuer(['grant', cardNumber, 'health', ...days, can]).stdout);
    expect(granted.written).toEqual([{ dataGroup: 18, grantor: 'health', version: 1 }]);
    expect(issuer(['grant', cardNumber, 'no-such-kind', ...days]).stdout).toBe('{"refusal":"kind-unknown"}\n');
    expect(issuer(['endorse', cardNumber, can]).stdout).toBe('{"refusal":"too-early"}\n');
  });

  it('lets a clinic accept the card with the terminal that it made', () => {
    expect(issuer(['terminal', 'CLINIC1', '--purpose=clinic', `--out=${at('clinic')}`]).status).toBe(0);
    const tap = verify('clinic', at('clinic'));
    expect(JSON.parse(tap.stdout)).toMatchObject({ verdict: 'accepted', reasons: [] });
    expect(tap.status).toBe(0);
  });

  it('publishes a hold, lifts it, and replaces the card on a second chip with its grants', async () => {
    expect(issuer(['hold', cardNumber]).status).toBe(0);
    expect(issuer(['publish']).status).toBe(0);
    expect(JSON.parse(verify('clinic', at('clinic')).stdout).reasons).toEqual(['CARD_ON_HOLD']);
    expect(issuer(['lift', cardNumber]).status).toBe(0);
    const lost = cardNumber;
    cardNumber = JSON.parse(issuer(['replace', lost]).stdout).cardNumber;
    expect(issuer(['lift', lost]).stdout).toBe('{"refusal":"card-revoked"}\n');
    issuer(['publish']);
    expect(JSON.parse(verify('clinic', at('clinic')).stdout).reasons).toEqual(['CARD_REVOKED']);

    await insert('two.card');
    issuer(['intake', `--supplier-key=${at('supplier.key')}`]);
    const overwriting = issuer(['personalise', cardNumber, `--letter=${at('letter.json')}`]);
    expect(JSON.parse(overwriting.stdout).error.code).toBe('SETTING_BAD');
    letterFile = 'second-letter.json';
    issuer(['personalise', cardNumber, `--letter=${at(letterFile)}`]);
    const can = `--can=${letter().can}`;
    expect(JSON.parse(issuer(['activate', cardNumber, can], `${PIN}\n`).stdout).endorsement.endorsedThrough).toBe(
      '2027-06-14',
    );
    expect(JSON.parse(issuer(['grant', cardNumber, can]).stdout).written).toHaveLength(1);
    expect(JSON.parse(verify('clinic', at('clinic')).stdout).verdict).toBe('accepted');
    const shown = JSON.parse(issuer(['show', cardNumber]).stdout);
    expect(shown).toMatchObject({ stage: 'active', standing: 'clear', replaces: lost });
  });

  it('sets a card aside whose outcome nobody knows, and plans another for its permit', () => {
    const planned = JSON.parse(issuer(['sign', at('permit.json')]).stdout).cardNumber;
    const aside = issuer(['quarantine', planned, '--reason=damaged']);
    expect(JSON.parse(aside.stdout)).toEqual({ cardNumber: planned, stage: 'quarantined', reason: 'damaged' });
    expect(issuer(['quarantine', planned]).stdout).toBe('{"refusal":"already-quarantined"}\n');
    expect(issuer(['quarantine', cardNumber]).stdout).toBe('{"refusal":"handed-over"}\n');
    expect(JSON.parse(issuer(['replace', planned]).stdout).replaces).toBe(planned);
  });

  it('says by its exit status what stopped it', async () => {
    expect(issuer(['no-such-command']).status).toBe(64);
    expect(issuer(['activate', cardNumber]).status).toBe(64);
    expect(issuer(['grant', cardNumber, '--from=2026-06-01']).status).toBe(64);
    expect(issuer(['grant', cardNumber]).status).toBe(64);
    expect(issuer(['endorse', cardNumber, '--can=123456', '--wait=soon']).status).toBe(64);
    const nowhere = run('issuer', 'permit-issuer', ['show', `--office=${at('nowhere')}`]);
    expect(nowhere.status).toBe(64);
    expect(nowhere.stderr).toMatch(/^permit-issuer: --office: none in .*permit-issuer ceremony/);
    expect(issuer(['show', '1']).status).toBe(1);
    await remove();
    expect(issuer(['endorse', cardNumber, '--can=123456', '--wait=1']).status).toBe(1);
    const absent = issuer(['grant', cardNumber, '--can=123456', '--wait=1']);
    expect(JSON.parse(absent.stdout).error.code).toBe('CARD_ABSENT');
    expect(absent.status).toBe(69);
  });
}
