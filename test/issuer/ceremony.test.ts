import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTrustFolder, nodeEd25519 } from '@residence-permit/reader/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SUPPLIER_MASTER_HEX } from '../builders/a-blank.ts';
import { aPermitFile } from '../builders/a-permit-file.ts';
import { aPortrait } from '../builders/portrait.ts';
import { aSoftToken, type SoftToken } from '../builders/soft-token.ts';
import { rerunUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLOCK = '2026-06-15T02:00:00Z';
const AT = Date.parse(CLOCK) / 1000;
const PIN = '246802';
const NAMES = ['Custodian A', 'Custodian B', 'Custodian C', 'Custodian D', 'Custodian E'];
const TOKENS = ['custodian-d', 'custodian-e'];
const TOKEN_PIN = '739154';
const OFFICE_PASSPHRASE = 'a rehearsal of the office';

describe('the key ceremony, rehearsed with real processes', () => {
  if (process.env['PERMIT_VPCD_PORT'] === undefined) describeOutside();
  else describeInside();
});

function describeOutside(): void {
  it('holds, recovers, rotates and signs with shares in files and on tokens, beside a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(8);
  }, 600_000);
}

function describeInside(): void {
  const folder = mkdtempSync(join(tmpdir(), 'permit-ceremony-'));
  const at = (...names: string[]) => join(folder, ...names);
  let token: SoftToken;
  vi.setConfig({ testTimeout: 300_000 });

  const uriOf = (label: string) => `pkcs11:token=${label}`;
  const fileOf = (name: string, round: string) => `${name.replace(' ', '-')}${round}.packet`;

  /** Three custodians keep files, two keep tokens; in a second round another object of the same tokens. */
  function planOf(round: string) {
    const keeps = (name: string, index: number) =>
      index >= 3
        ? { kind: 'token', uri: `${uriOf(TOKENS[index - 3] ?? '')}${round === '' ? '' : ';object=second'}` }
        : { kind: 'sealed-file', path: fileOf(name, round) };
    return {
      format: 1,
      authority: 'Rehearsal Permit Authority',
      place: 'Room 1',
      offices: ['Rehearsal Office'],
      threshold: 3,
      custodians: NAMES.map((name, index) => ({ name, keeps: keeps(name, index) })),
      officers: [{ role: 'leader', name: 'Leader L' }],
      witnesses: ['Witness V', 'Witness W'],
      caps: { document: 2, grantor: 100 },
    };
  }

  function run(room: string, name: string, args: readonly string[], options: { input?: string; env?: object } = {}) {
    const path = join(ROOT, room, 'bin', `${name}.js`);
    const env = {
      ...process.env,
      PERMIT_PASSPHRASE_FILE: at('passphrase'),
      PERMIT_PKCS11_MODULE: token.module,
      ...options.env,
    };
    return spawnSync(process.execPath, [path, ...args], { encoding: 'utf8', input: options.input ?? '', env });
  }
  const issuer = (args: readonly string[], input = '') =>
    run('issuer', 'permit-issuer', [...args, '--json', `--office=${at('office')}`, `--clock=${CLOCK}`], { input });
  const recover = (operation: string, packets: readonly string[], transcript: string, round = '') =>
    issuer([
      'ceremony',
      'recover',
      operation,
      ...packets,
      `--plan=${at(`plan${round}.json`)}`,
      `--transcript=${at(transcript)}`,
      `--secrets=${at(`secrets${round}.json`)}`,
      ...(operation === 'add-document-signer' ? ['--issuing-office=Rehearsal Office'] : []),
    ]);
  const codeOf = ({ stdout }: { readonly stdout: string }): unknown => JSON.parse(stdout).error?.code;
  const packet = (name: string, round = '') => at(fileOf(name, round));

  beforeAll(() => {
    token = aSoftToken(TOKENS[0]);
    const second = ['--init-token', '--free', '--label', TOKENS[1] ?? '', '--pin', TOKEN_PIN, '--so-pin', '86420000'];
    execFileSync('softhsm2-util', second, { stdio: 'pipe' });
    writeFileSync(at('plan.json'), JSON.stringify(planOf('')));
    writeFileSync(at('plan-2.json'), JSON.stringify(planOf('-2')));
    const secretOf = (index: number) => (index < 3 ? `passphrase of custodian ${index}` : TOKEN_PIN);
    const custodians = Object.fromEntries(NAMES.map((name, index) => [name, secretOf(index)]));
    writeFileSync(at('secrets.json'), JSON.stringify({ office: OFFICE_PASSPHRASE, custodians }), { mode: 0o600 });
    const ofBothRounds = { ...custodians, ...Object.fromEntries(TOKENS.map((label) => [uriOf(label), TOKEN_PIN])) };
    writeFileSync(at('secrets-2.json'), JSON.stringify({ office: OFFICE_PASSPHRASE, custodians: ofBothRounds }), {
      mode: 0o600,
    });
    writeFileSync(at('passphrase'), `${OFFICE_PASSPHRASE}\n`, { mode: 0o600 });
    writeFileSync(at('supplier.key'), SUPPLIER_MASTER_HEX);
    writeFileSync(at('permit.json'), JSON.stringify(aPermitFile()));
    writeFileSync(at('portrait.jpg'), aPortrait());
  });
  afterAll(() => {
    token.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is tried dry: the whole transcript is printed, marked, and nothing is written', () => {
    const before = readdirSync(folder);
    const dry = run('issuer', 'permit-issuer', [
      'ceremony',
      `--plan=${at('plan.json')}`,
      '--dry-run',
      `--office=${at('office')}`,
      `--secrets=${at('secrets.json')}`,
    ]);
    expect(dry.status).toBe(0);
    expect(dry.stdout).toContain('*** DRY RUN *** NOTHING WAS WRITTEN');
    expect(dry.stderr).toMatch(/^DRY RUN \[1\] .*each of 10 sets of 3 gives both keys$/ms);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is held: offline keys are with the custodians alone, and no secret is printed', () => {
    const files = [`--plan=${at('plan.json')}`, `--transcript=${at('t1')}`, `--secrets=${at('secrets.json')}`];
    const held = issuer(['ceremony', ...files]);
    expect(held.stderr).toContain('each of 10 sets of 3 gives both keys');
    expect(held.status).toBe(0);
    expect(readdirSync(at('office', 'authority', 'keys')).filter((name) => !/\.(p8|sealed)$/.test(name))).toEqual([]);
    const keys = readdirSync(at('office', 'authority', 'keys')).join(' ');
    for (const offline of ['root', 'cvca']) expect(keys).not.toContain(offline);
    const printed = `${held.stdout}${held.stderr}${readFileSync(at('t1', 'transcript.txt'), 'utf8')}`;
    for (const secret of [OFFICE_PASSPHRASE, TOKEN_PIN, 'passphrase of custodian'])
      expect(printed).not.toContain(secret);
    const transcript = JSON.parse(held.stdout);
    expect(transcript.shares).toHaveLength(10);
    expect(transcript.shares.filter(({ kept }: { kept: string }) => kept.startsWith('pkcs11:'))).toHaveLength(4);
    expect(codeOf(issuer(['ceremony', ...files]))).toBe('STORE_CONFLICT');
    cpSync(at('office', 'trust'), at('verifier'), { recursive: true });
  });

  it('leaves a transcript that proves itself, and refuses a changed one: TRANSCRIPT_BAD', () => {
    const file = at('t1', 'transcript.json');
    expect(JSON.parse(issuer(['ceremony', 'verify-transcript', file]).stdout)).toMatchObject({ files: 4, keys: 18 });
    const text = readFileSync(file, 'utf8');
    writeFileSync(at('changed.json'), text.replace('Witness W', 'Witness X'));
    expect(codeOf(issuer(['ceremony', 'verify-transcript', at('changed.json')]))).toBe('TRANSCRIPT_BAD');
    const certificate = at('office', 'authority', 'certificates', 'cvca.cvcert');
    const bytes = readFileSync(certificate);
    writeFileSync(certificate, bytes.toReversed());
    expect(codeOf(issuer(['ceremony', 'verify-transcript', file]))).not.toBeUndefined();
    writeFileSync(certificate, bytes);
  });

  it('refuses two custodians of three, one who comes twice, and a damaged packet', () => {
    const [a, b] = [packet('Custodian A'), packet('Custodian B')];
    expect(codeOf(recover('renew-root', [a, uriOf('custodian-d')], 'no'))).toBe('SHARES_TOO_FEW');
    expect(codeOf(recover('renew-root', [a, a], 'no'))).toBe('SHARE_REPEATED');
    writeFileSync(at('damaged.packet'), readFileSync(b, 'utf8').replace('"custodian": 2', '"custodian": 4'));
    expect(codeOf(recover('renew-root', [at('damaged.packet'), a, b], 'no'))).toBe('SHARE_DAMAGED');
    expect(existsSync(at('no'))).toBe(false);
  });

  it('rotates the online keys and then the root, and a verifier of the first day follows', async () => {
    const present = [packet('Custodian C'), uriOf('custodian-d'), uriOf('custodian-e')];
    const online = recover('rotate-online', present, 't2');
    expect(online.stderr).toContain('signed root file 2');
    expect(online.status).toBe(0);
    expect(recover('rotate-root', present, 't3', '-2').stderr).toContain(
      'signed root file 3 by the threshold of the old root keys and that of the new ones',
    );
    const pins = readFileSync(at('verifier', 'pins.json'));
    cpSync(at('office', 'trust'), at('verifier'), { recursive: true });
    writeFileSync(at('verifier', 'pins.json'), pins);
    const { trust } = await loadTrustFolder({ folder: at('verifier'), engine: nodeEd25519, openedAt: AT });
    expect(trust.rootVersion).toBe(3);
  });

  it('personalises a card with sealed keys, and the public verifier accepts it', async () => {
    const made = run('firmware-sim', 'permit-card', ['new', at('one.card'), '--supplier-key', at('supplier.key')]);
    expect(made.stderr).toBe('');
    const { cardNumber } = JSON.parse(issuer(['sign', at('permit.json')]).stdout);
    const card = spawn(
      process.execPath,
      [join(ROOT, 'firmware-sim', 'bin', 'permit-card.js'), 'insert', at('one.card')],
      { stdio: 'ignore' },
    );
    try {
      expect(issuer(['intake', `--supplier-key=${at('supplier.key')}`]).status).toBe(0);
      expect(issuer(['personalise', cardNumber, `--letter=${at('letter.json')}`]).stdout).toContain('"checked"');
      const { can } = JSON.parse(readFileSync(at('letter.json'), 'utf8'));
      expect(issuer(['activate', cardNumber, `--can=${can}`], `${PIN}\n`).status).toBe(0);
      expect(verify(can)).toMatchObject({ verdict: 'accepted', answers: { authentic: { answer: 'yes' } } });
      expect(withdrawal(can)).toMatchObject({ verdict: 'accepted', answers: { authentic: { answer: 'yes' } } });
    } finally {
      card.kill('SIGTERM');
    }
  });

  it('counted both signatures of the office and says what a withdrawal keeps', () => {
    const { signers } = JSON.parse(issuer(['signer', 'list']).stdout);
    expect(signers.slice(0, 2)).toMatchObject([
      { name: 'document-1', state: 'withdrawn', signatures: 2, cap: 2 },
      { name: 'document-2', state: 'signs', signatures: 0 },
    ]);
    expect(JSON.parse(issuer(['signer', 'affected', 'document-1']).stdout)).toMatchObject({
      signatures: 2,
      kept: 2,
      remedies: [],
    });
  });

  it('lists the cards to make again where nothing is kept, and refuses to retire the last signer', () => {
    expect(codeOf(issuer(['signer', 'retire', 'document-2']))).toBe('STORE_CONFLICT');
    expect(JSON.parse(issuer(['signer', 'add', 'health']).stdout).name).toBe('grantor-7-health');
    const retired = JSON.parse(issuer(['signer', 'retire', 'grantor-7-health']).stdout);
    expect(retired).toMatchObject({ through: AT });
  });

  function verify(can: string): unknown {
    const options = ['--purpose=employer-hiring', '--terminal=none', '--staleness=1d', `--trust=${at('verifier')}`];
    rmSync(at('verifier', 'status'), { recursive: true, force: true });
    for (const name of ['root', 'status', 'root.cbor', 'bundle.cbor']) {
      cpSync(at('office', 'trust', name), at('verifier', name), { recursive: true });
    }
    const tap = run('reader', 'permit-reader', ['verify', '--json', ...options, `--clock=${CLOCK}`], {
      env: { PERMIT_CAN: can },
    });
    return JSON.parse(tap.stdout);
  }

  /** The office certifies a second signer with three of the new custodians, and withdraws the first. */
  function withdrawal(can: string): unknown {
    const present = [packet('Custodian A', '-2'), packet('Custodian C', '-2'), `${uriOf('custodian-e')};object=second`];
    expect(recover('add-document-signer', present, 't4', '-2').status).toBe(0);
    expect(JSON.parse(issuer(['signer', 'withdraw', 'document-1']).stdout)).toMatchObject({
      kept: 2,
      lost: 0,
      remedies: [],
    });
    expect(issuer(['publish']).status).toBe(0);
    return verify(can);
  }
}
