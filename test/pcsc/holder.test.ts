import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOfficeOnDisk, type OfficeOnDisk } from './office-on-disk.ts';
import { type Finished, rerunUnderVirtualReader } from './run-under-virtual-reader.ts';
import { ServedCard } from './served-card.ts';

const TOOL = fileURLToPath(new URL('../../reader/bin/permit-reader.js', import.meta.url));
const isInside = process.env['PERMIT_VPCD_PORT'] !== undefined;

/** Runs the built tool with these secrets and no others; nobody sits at a terminal. */
function permitReader(
  parameters: readonly string[],
  secrets: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const { LC_ALL: _all, LANG: _lang, PERMIT_CAN: _can, PERMIT_PIN: _pin, ...clean } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TOOL, ...parameters], { env: { ...clean, ...secrets } });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end();
  });
}

/** Runs the built tool at a pseudo-terminal of script(1); a line is typed when a question ends with `: `. */
function atTerminal(parameters: readonly string[], lines: readonly string[]): Promise<Finished> {
  const { LC_ALL: _all, LANG: _lang, PERMIT_CAN: _can, PERMIT_PIN: _pin, ...clean } = process.env;
  const command = [process.execPath, TOOL, ...parameters].map((part) => `'${part}'`).join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', command, '/dev/null'], { env: clean });
    let stdout = '';
    const left = [...lines];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (!stdout.endsWith(': ')) return;
      child.stdin.write(`${left.shift() ?? ''}\r`);
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr: '' }));
  });
}

describe('permit-reader for holders and receipts', () => {
  if (isInside) describeWithReader();
  else describeWithoutReader();
});

function describeWithoutReader(): void {
  it('does what it says beside a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(8);
  }, 600_000);

  it.each(['holder', 'pin', 'pin status', 'pin change', 'pin unblock', 'receipt', 'receipt verify', 'receipt show'])(
    'helps with permit-reader %s',
    async (command) => {
      const { status, stdout } = await permitReader([...command.split(' '), '--help']);
      expect(status).toBe(0);
      expect(stdout).toContain(`permit-reader ${command}`);
    },
  );

  it('ends with 64 where a receipt has no terminal to sign it, and 70 for a receipt that is not there', async () => {
    expect((await permitReader(['receipt', 'show', '/nonexistent'])).status).toBe(70);
    expect((await permitReader(['receipt'])).status).toBe(64);
  });
}

function describeWithReader(): void {
  let office: OfficeOnDisk;
  let served: ServedCard | undefined;
  let pin: string;
  beforeAll(async () => {
    office = await anOfficeOnDisk();
    pin = office.pin;
    served = await ServedCard.insert(office.image);
  });
  afterAll(async () => {
    await served?.remove();
    await office.remove();
  });
  const verify = (...more: readonly string[]) => {
    const parameters = [
      '--purpose',
      'clinic',
      '--clock',
      office.clock,
      '--staleness',
      '7d',
      '--terminal',
      office.clinic,
    ];
    return permitReader(['verify', '--trust', office.trust, ...parameters, ...more], { PERMIT_CAN: office.can });
  };
  const holder = (...more: readonly string[]) =>
    permitReader(['holder', '--clock', office.clock, ...more], { PERMIT_PIN: pin });

  it('keeps a receipt of each tap, which a stranger proves with the trust folder alone', async () => {
    const copies = join(office.folder, 'copies');
    await mkdir(copies);
    const first = await verify('--receipt', copies, '--json');
    expect(first.status).toBe(0);
    expect(JSON.parse(first.stdout).receipt).toMatchObject({ number: 1, id: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect((await verify('--receipt', copies)).stdout).toContain('Receipt number 2');
    const proved = await permitReader(['receipt', 'verify', copies, '--trust', office.trust, '--clock', office.clock]);
    expect(proved.status).toBe(0);
    expect(proved.stdout).toMatch(/^PROVED – 2 receipts\n {2}ZZCLINIC00001: numbers 1 to 2/);
    expect(proved.stdout).toContain('which card or person was checked');
    const shown = await permitReader(['receipt', 'show', copies, '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      verified: false,
      receipts: [{ receipt: { verdict: 'accepted' } }, {}],
    });
    const reversed = (await readdir(copies))
      .toSorted()
      .toReversed()
      .map((name) => join(copies, name));
    const refuted = await permitReader([
      'receipt',
      'verify',
      ...reversed,
      '--trust',
      office.trust,
      '--clock',
      office.clock,
    ]);
    expect(refuted.status).toBe(1);
    expect(refuted.stdout).toContain('RECEIPT_REORDERED');
  });

  it('shows the holder everything, in both languages', async () => {
    const portrait = join(office.folder, 'holder.jpg');
    const english = await holder('--trust', office.trust, '--portrait', portrait);
    expect(english.status).toBe(0);
    expect(english.stdout).toMatch(/Name +样本·示例 +\[DG2, genuine\]/);
    expect(english.stdout).toContain('terminal CLINIC (ZZ, certificate 00001)');
    expect(english.stdout).toContain('could read: name, date of birth');
    expect(english.stdout).toContain('The log keeps the last 64 lines');
    expect(english.stdout).toMatch(/Valid +\d{4}-\d\d-\d\d – \d{4}-\d\d-\d\d\n/);
    expect(english.stdout).toContain('Health entitlements, granted by health, version 1  [DG18]');
    expect(english.stdout).toContain(`portrait in ${portrait}`);
    expect((await readFile(portrait)).subarray(0, 2)).toEqual(Buffer.from('ffd8', 'hex'));
    const chinese = await holder('--trust', office.trust, '--lang', 'zh');
    expect(chinese.stdout).toContain('可读：姓名、出生日期');
    expect(chinese.stdout).toMatch(/芯片日期与状态 +[0-9-]+，使用中/);
    expect((await holder('--trust', office.trust, '--portrait', portrait)).status).toBe(70);
  });

  it('says nothing is genuine without a trust folder', async () => {
    const { status, stdout } = await holder('--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      record: { authentic: { answer: 'unknown', code: 'TRUST_ABSENT' } },
      groups: expect.arrayContaining([
        expect.objectContaining({ dataGroup: 6, fields: { citizenId: expect.any(String) } }),
      ]),
      endorsement: { version: 1 },
      slots: [{ grantor: 'health' }],
    });
  });

  it('changes the PIN with the old one, and says how it stands', async () => {
    const fresh = await permitReader(['pin', 'status', '--json']);
    expect(JSON.parse(fresh.stdout)).toEqual({ state: 'ready', triesLeft: 3, pukUsesLeft: 10 });
    const changed = await permitReader(['pin', 'change'], { PERMIT_PIN: pin, PERMIT_NEW_PIN: '246810' });
    expect([changed.status, changed.stdout]).toEqual([0, 'The PIN is changed.\n']);
    pin = '246810';
    expect((await holder('--json')).status).toBe(2);
  });

  it('ends with 1 and PASSWORD_WRONG for a wrong PIN, and asks for the card number at the last try', async () => {
    const wrong = { PERMIT_PIN: '111111', PERMIT_NEW_PIN: '222222' };
    for (const left of [2, 1]) {
      const { status, stderr } = await permitReader(['pin', 'change'], wrong);
      expect(status).toBe(1);
      expect(stderr).toContain(`PASSWORD_WRONG: `);
      expect((await permitReader(['pin', 'status'])).stdout).toContain(`${left} tries left`);
    }
    const unasked = await permitReader(['pin', 'change'], wrong);
    expect([unasked.status, unasked.stderr]).toEqual([64, expect.stringContaining('PERMIT_CAN')]);
    await permitReader(['pin', 'change'], { ...wrong, PERMIT_CAN: office.can });
    const blocked = await permitReader(['pin', 'status']);
    expect([blocked.status, blocked.stdout]).toEqual([1, expect.stringContaining('PIN: blocked')]);
    expect((await permitReader(['pin', 'change'], wrong)).stderr).toContain('PASSWORD_BLOCKED');
  });

  it('sets a new PIN with the unblocking code', async () => {
    const secrets = { PERMIT_PUK: office.puk, PERMIT_NEW_PIN: '975310' };
    const { status, stdout } = await permitReader(['pin', 'unblock', '--json'], secrets);
    expect([status, JSON.parse(stdout)]).toEqual([0, { newPin: true, pukUsesLeft: 9 }]);
    pin = '975310';
    expect((await holder('--trust', office.trust)).status).toBe(0);
  });

  it('takes secrets at a terminal without showing them, and the new PIN twice', async () => {
    const typed = await atTerminal(['pin', 'change'], [pin, '864209', '864208']);
    expect([typed.status, typed.stdout]).toEqual([64, expect.stringContaining('the two are not the same')]);
    const again = await atTerminal(['pin', 'change'], [pin, '864209', '864209']);
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('The PIN is changed.')]);
    for (const secret of [pin, '864209', '864208']) expect(typed.stdout + again.stdout).not.toContain(secret);
    pin = '864209';
  });

  it('keeps the old PIN where it is told to, and shows no secret', async () => {
    const kept = await permitReader(['pin', 'unblock', '--keep-pin'], { PERMIT_PUK: office.puk });
    expect(kept.stdout).toBe(
      'The PIN has all its tries again and stays as it was.\nThe unblocking code has 8 uses left.\n',
    );
    expect(kept.stdout + kept.stderr).not.toContain(office.puk);
  });
}
