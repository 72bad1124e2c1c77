import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODES } from '@residence-permit/shared/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOfficeOnDisk, type OfficeOnDisk } from './office-on-disk.ts';
import { type Finished, rerunUnderVirtualReader } from './run-under-virtual-reader.ts';
import { ServedCard } from './served-card.ts';

const TOOL = fileURLToPath(new URL('../../reader/bin/permit-reader.js', import.meta.url));
const isInside = process.env['PERMIT_VPCD_PORT'] !== undefined;

/** Runs the built tool as a user does. The environment has no passwords and no language of its own. */
function permitReader(
  parameters: readonly string[],
  options: { readonly input?: string; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  const { LC_ALL: _all, LANG: _lang, PERMIT_CAN: _can, PERMIT_PIN: _pin, ...clean } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TOOL, ...parameters], { env: { ...clean, ...options.environment } });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(options.input ?? '');
  });
}

describe('permit-reader', () => {
  if (isInside) describeWithReader();
  else describeWithoutReader();
});

function describeWithoutReader(): void {
  it('does what it says beside a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(13);
  }, 600_000);

  it.each(['', ' verify', ' read', ' readers', ' trust', ' explain'])('helps with permit-reader%s', async (command) => {
    const { status, stdout } = await permitReader([...command.split(' ').slice(1), '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`permit-reader${command}`);
    expect(stdout).toContain('--json');
  });

  it.each([
    ['no command', [], 'a command is needed'],
    ['a command that there is not', ['bogus'], 'bogus'],
    ['a missing option', ['verify', '--trust', 'x'], 'terminal, purpose, clock, staleness'],
    ['an option that there is not', ['readers', '--foo'], 'foo'],
    ['a code that there is not', ['explain', 'STALE'], 'do you mean TRUST_STALE, STATUS_STALE?'],
    ['a clock that is none', ['trust', 'x', '--clock', 'yesterday'], '--clock'],
    ['a data group that there is not', ['read', '--can', '123456', '--groups', '99'], '--groups'],
    ['no password and nobody to ask', ['read'], 'PERMIT_CAN'],
  ])('ends with 64 for %s and says what is wrong', async (_what, parameters, words) => {
    const { status, stdout, stderr } = await permitReader(parameters);
    expect(status).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
  });

  it('ends with 69 without a PC/SC service, in words and in JSON', async () => {
    const environment = { PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm' };
    const { status, stderr } = await permitReader(['readers'], { environment });
    expect(status).toBe(69);
    expect(stderr).toContain('READER_SERVICE_DOWN');
    const json = await permitReader(['read', '--can', '123456', '--json'], { environment });
    expect(json.status).toBe(69);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'READER_SERVICE_DOWN' } });
  });

  it('explains every code in both languages', async () => {
    const { status, stdout } = await permitReader(['explain', '--json']);
    expect(status).toBe(0);
    const { codes } = JSON.parse(stdout);
    expect(codes.map(({ code }: { code: string }) => code).sort()).toEqual(Object.keys(CODES).sort());
    const chinese = await permitReader(['explain', 'status-stale'], { environment: { LANG: 'zh_CN.UTF-8' } });
    expect(chinese.stdout).toMatch(/^STATUS_STALE\n {2}状态列表/);
  });

  it('ends with 70 for a trust folder that is not there, and 1 for a password that no card has', async () => {
    expect((await permitReader(['trust', '/nonexistent'])).status).toBe(70);
    expect((await permitReader(['read', '--can', '12'])).status).toBe(1);
  });
}

function describeWithReader(): void {
  let office: OfficeOnDisk;
  let served: ServedCard | undefined;
  beforeAll(async () => {
    office = await anOfficeOnDisk();
    served = await ServedCard.insert(office.image);
  });
  afterAll(async () => {
    await served?.remove();
    await office.remove();
  });

  const verify = (...more: readonly string[]): readonly string[] => {
    const settings = ['--purpose', 'clinic', '--clock', office.clock, '--staleness', '7d'];
    return ['verify', '--trust', office.trust, ...settings, ...more];
  };

  it('lists the readers and what is in them', async () => {
    const { status, stdout } = await permitReader(['readers', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      readers: [
        { name: 'Virtual Reader 00 00', card: 'ready', atr: expect.stringMatching(/^3b/) },
        { name: 'Virtual Reader 00 01', card: 'absent' },
      ],
    });
  });

  it('accepts a good card, with the card number from standard input', async () => {
    const parameters = verify('--terminal', office.clinic, '--can', '-', '--json');
    const { status, stdout } = await permitReader(parameters, { input: `${office.can}\n` });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'accepted',
      answers: { authentic: { answer: 'yes' }, entitled: { answer: 'yes' } },
      fields: { name: '样本·示例', birthDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      withheld: [],
      cost: { apdus: expect.any(Number) },
    });
  });

  it('says so in plain words, in both languages', async () => {
    const environment = { PERMIT_CAN: office.can };
    const english = await permitReader(verify('--terminal', office.clinic), { environment });
    expect(english.stdout).toMatch(/^ACCEPTED – Clinic/);
    expect(english.stdout).toMatch(/Genuine permit +yes/);
    const chinese = await permitReader(verify('--terminal', office.clinic, '--lang', 'zh'), { environment });
    expect(chinese.stdout).toMatch(/^通过 – 医疗机构/);
    expect(english.stdout + chinese.stdout + english.stderr).not.toContain(office.can);
  });

  it('is undecided at a terminal without a certificate, and says why', async () => {
    const { status, stdout } = await permitReader(verify('--terminal', 'none', '--can', office.can));
    expect(status).toBe(2);
    expect(stdout).toContain('TERMINAL_UNCERTIFIED: ');
  });

  it('is undecided after a wrong card number, and says why', async () => {
    const wrong = office.can === '000000' ? '000001' : '000000';
    const { status, stdout } = await permitReader(verify('--terminal', office.clinic, '--can', wrong, '--json'));
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'undecided',
      reasons: expect.arrayContaining(['PASSWORD_WRONG']),
    });
  });

  it('saves the portrait when the purpose has it', async () => {
    const path = join(office.folder, 'portrait.jpg');
    const parameters = verify('--terminal', 'none', '--can', office.can, '--portrait', path);
    const hiring = parameters.map((parameter) => (parameter === 'clinic' ? 'employer-hiring' : parameter));
    expect((await permitReader(hiring)).status).toBe(0);
    expect((await readFile(path)).subarray(0, 2)).toEqual(Buffer.from('ffd8', 'hex'));
  });

  it('reads with the PIN what the card number does not open', async () => {
    const all = ['read', '--groups', 'all', '--json'];
    const byNumber = await permitReader([...all, '--can', office.can]);
    expect(byNumber.status).toBe(1);
    expect(JSON.parse(byNumber.stdout).withheld).toContainEqual({ dataGroup: 6, code: 'NOT_RELEASED' });
    const byPin = await permitReader(all, { environment: { PERMIT_PIN: office.pin } });
    expect(byPin.status).toBe(0);
    expect(JSON.parse(byPin.stdout)).toMatchObject({
      verified: false,
      fields: { citizenId: expect.any(String), serviceClass: expect.any(Number) },
      records: { endorsement: { version: 1 }, grants: [{ kind: 'health' }] },
      withheld: [],
    });
  });

  it('shows the holder who read the card, and asks for the PIN to do so', async () => {
    const parameters = ['read', '--groups', '17', '--chip-files'];
    const byNumber = await permitReader([...parameters, '--can', office.can]);
    expect(byNumber.status).toBe(64);
    expect(byNumber.stderr).toContain('PIN');
    const environment = { PERMIT_PIN: office.pin };
    const { chipFiles } = JSON.parse((await permitReader([...parameters, '--json'], { environment })).stdout);
    expect(chipFiles).toMatchObject({ lifeCycle: 'active', uses: [], receipts: [] });
    expect(chipFiles.versions).toContainEqual({ dataGroup: 18, grantor: 'health', version: 1 });
    expect(chipFiles.accessLog).toContainEqual({
      terminal: expect.stringMatching(/^ZZCLINIC/),
      on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      readable: expect.arrayContaining([2, 3, 17, 18]),
      writable: [],
    });
    const words = await permitReader(parameters, { environment });
    expect(words.stdout).toMatch(/Read +\d{4}-\d\d-\d\d {2}ZZCLINIC\S+ {2}.*DG2 DG3/);
  });

  it('ends with 1 and PASSWORD_WRONG when reading with a wrong card number', async () => {
    const wrong = office.can === '000000' ? '000001' : '000000';
    const { status, stderr } = await permitReader(['read', '--can', wrong]);
    expect(status).toBe(1);
    expect(stderr).toContain('PASSWORD_WRONG');
  });

  it('ends with 64 for a purpose that the bundle does not name, before it asks for a card', async () => {
    const parameters = verify('--terminal', 'none', '--can', office.can);
    const baker = parameters.map((parameter) => (parameter === 'clinic' ? 'bakery' : parameter));
    const { status, stderr } = await permitReader(baker);
    expect(status).toBe(64);
    expect(stderr).toContain('clinic, clinic-with-portrait');
  });

  it('ends with 69 when there is no card, and asks for one', async () => {
    const { status, stderr } = await permitReader(['read', '--can', office.can, '--reader', '00 01', '--wait', '1']);
    expect(status).toBe(69);
    expect(stderr).toContain('Put the card on the reader');
    expect(stderr).toContain('CARD_ABSENT');
  });

  it('shows the trust folder, its age, and that it is past its expiry', async () => {
    const good = await permitReader(['trust', office.trust, '--clock', office.clock]);
    expect(good.status).toBe(0);
    expect(good.stdout).toContain('Status lists (');
    const later = await permitReader(['trust', office.trust, '--clock', '2027-01-01T00:00:00Z', '--json']);
    expect(later.status).toBe(2);
    expect(JSON.parse(later.stdout)).toMatchObject({ expired: true, bundle: { expired: true } });
  });

  it('rejects a card that was revoked since, and refuses an older trust folder afterwards', async () => {
    const older = await readFile(join(office.trust, 'bundle.cbor'));
    await office.revoke();
    const { status, stdout } = await permitReader(verify('--terminal', office.clinic, '--can', office.can, '--json'));
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'rejected', reasons: ['CARD_REVOKED'] });
    await office.putBack('bundle.cbor', older);
    const rolledBack = await permitReader(['trust', office.trust, '--clock', office.clock]);
    expect(rolledBack.status).toBe(70);
    expect(rolledBack.stderr).toContain('TRUST_ROLLED_BACK');
  });
}
