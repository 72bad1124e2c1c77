import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { fromHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey } from '@residence-permit/shared/cose';
import { decodePermitDocument, verifyPermitDocument } from '@residence-permit/shared/records';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { aPermitFile } from '../builders/a-permit-file.ts';
import { aPortrait } from '../builders/portrait.ts';
import { aSoftToken, type SoftToken } from '../builders/soft-token.ts';

// Each step is a process of the tool, and some derive a key.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const TOOL = fileURLToPath(new URL('../../issuer/bin/permit-issuer.js', import.meta.url));
const PASSPHRASE = 'copper lantern eleven rivers';
const folder = mkdtempSync(join(tmpdir(), 'permit-key-commands-'));
const at = (...names: string[]) => join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { PERMIT_PASSPHRASE_FILE: _none, ...clean } = process.env;
  const done = spawnSync(process.execPath, [TOOL, ...args, '--json'], {
    encoding: 'utf8',
    input: '',
    env: { ...clean, PERMIT_PASSPHRASE_FILE: at('passphrase'), ...env },
  });
  const line = done.stdout.trim();
  return { status: done.status, said: line === '' ? {} : JSON.parse(line), all: done.stdout + done.stderr };
}

function secretFile(name: string, text: string): string {
  writeFileSync(at(name), text, { mode: 0o600 });
  return at(name);
}

beforeAll(() => {
  secretFile('passphrase', `${PASSPHRASE}\n`);
});

describe('permit-issuer key', () => {
  const key = at('document.pkcs8');
  const plain = new Uint8Array(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }));

  test('seals a file in its place, which the OpenSSL command opens, and makes it plain again', () => {
    writeFileSync(key, plain, { mode: 0o600 });
    const before = run(['key', 'inspect', key]);
    expect(before.said).toMatchObject({ sealed: false, kind: 'ed25519' });
    const sealed = run(['key', 'seal', key]);
    expect(sealed).toMatchObject({ status: 0, said: { sealed: true, publicKey: before.said.publicKey } });
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const openssl = ['pkcs8', '-inform', 'DER', '-outform', 'DER', '-passin', `file:${at('passphrase')}`];
    expect(new Uint8Array(execFileSync('openssl', openssl, { input: readFileSync(key) }))).toEqual(plain);
    const inspected = run(['key', 'inspect', key]).said;
    expect(inspected).toEqual({ path: key, sealed: true, scrypt: { n: 16_384, r: 8, p: 8 }, weak: false });
    expect(run(['key', 'open', key]).status).toBe(0);
    expect(new Uint8Array(readFileSync(key))).toEqual(plain);
    for (const secret of [PASSPHRASE, Buffer.from(plain.slice(16)).toString('hex')])
      expect(sealed.all).not.toContain(secret);
  });

  test('asks for the passphrase twice at a terminal, and shows nothing of it', () => {
    writeFileSync(at('typed.pkcs8'), plain, { mode: 0o600 });
    const typing = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
seen = b''
answers = [sys.argv[0].encode()] * 2
try:
    while True:
        part = os.read(terminal, 4096)
        if not part: break
        seen += part
        if seen.count(b': ') > 2 - len(answers) and answers:
            answers.pop()
            os.write(terminal, os.environ['TYPED'].encode() + b'\\r')
except OSError:
    pass
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;
    const { PERMIT_PASSPHRASE_FILE: _file, ...clean } = process.env;
    const command = ['-c', typing, process.execPath, TOOL, 'key', 'seal', at('typed.pkcs8')];
    const done = spawnSync('python3', command, { encoding: 'utf8', env: { ...clean, TYPED: PASSPHRASE } });
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.stdout).toContain('(again)');
    expect(done.stdout).not.toContain('lantern');
    expect(run(['key', 'open', at('typed.pkcs8')]).status).toBe(0);
    expect(new Uint8Array(readFileSync(at('typed.pkcs8')))).toEqual(plain);
  });

  test('leaves a file as it is when it cannot do what it is asked', () => {
    expect(run(['key', 'open', key])).toMatchObject({ status: 1, said: { error: { code: 'STORE_CONFLICT' } } });
    run(['key', 'seal', key]);
    const sealed = readFileSync(key);
    const wrong = { PERMIT_PASSPHRASE_FILE: secretFile('wrong', 'copper lantern twelve rivers') };
    expect(run(['key', 'open', key], wrong)).toMatchObject({
      status: 70,
      said: { error: { code: 'PASSPHRASE_WRONG' } },
    });
    expect(run(['key', 'seal', key])).toMatchObject({ status: 1, said: { error: { code: 'STORE_CONFLICT' } } });
    chmodSync(key, 0o644);
    expect(run(['key', 'open', key])).toMatchObject({ status: 70, said: { error: { code: 'KEY_EXPOSED' } } });
    chmodSync(key, 0o600);
    expect(readFileSync(key)).toEqual(sealed);
  });

  test('says when a file is sealed too weakly, and takes no passphrase from the command line', () => {
    const topk8 = ['pkcs8', '-topk8', '-inform', 'DER', '-outform', 'DER', '-scrypt', '-v2', 'aes256'];
    const weak = execFileSync('openssl', [...topk8, '-passout', `file:${at('passphrase')}`], { input: plain });
    writeFileSync(at('weak.p8'), weak, { mode: 0o600 });
    expect(run(['key', 'inspect', at('weak.p8')]).said).toMatchObject({ sealed: true, weak: true });
    expect(run(['key', 'open', at('weak.p8'), '--passphrase=x']).status).toBe(64);
  });

  test('seals a key of an office, which goes on signing with its passphrase and not without', () => {
    const office = at('plain-office');
    expect(run(['ceremony', '--test-keys', `--office=${office}`]).status).toBe(0);
    expect(run(['key', 'seal', join(office, 'authority', 'keys', 'status.pkcs8')]).status).toBe(0);
    expect(run(['publish', `--office=${office}`]).status).toBe(0);
    const refused = run(['publish', `--office=${office}`], { PERMIT_PASSPHRASE_FILE: at('wrong') });
    expect(refused).toMatchObject({ status: 70, said: { error: { code: 'PASSPHRASE_WRONG' } } });
  });
});

describe('an office with its keys on a token', () => {
  const office = `--office=${at('office')}`;
  const clock = '--clock=2026-06-15T02:00:00Z';
  let soft: SoftToken;
  let env: Readonly<Record<string, string>>;
  afterAll(() => soft.remove());

  const point = () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return publicKey.export({ format: 'der', type: 'spki' }).subarray(-65).toString('hex');
  };
  const sign = (number: number) => {
    const file = aPermitFile({ permitNumber: `TEST-2026-000${number}` });
    writeFileSync(at('permit.json'), JSON.stringify(file));
    const keys = [`--device-key=${point()}`, `--receipt-key=${point()}`, `--out=${at(`signed-${number}`)}`];
    return run(['sign', at('permit.json'), ...keys, office, clock], env);
  };

  beforeAll(() => {
    soft = aSoftToken('signing house');
    env = { ...soft.environment, PERMIT_PKCS11_MODULE: soft.module, PERMIT_PIN_FILE: secretFile('pin', soft.pin) };
    writeFileSync(at('portrait.jpg'), aPortrait(2000));
    const names = ['Custodian One', 'Custodian Two'];
    const custodians = names.map((name, index) => ({ name, keeps: { kind: 'sealed-file', path: `share-${index}` } }));
    const plan = {
      format: 1,
      authority: 'Test Residence Permit Authority',
      place: 'a test',
      offices: ['Test Permit Office 1'],
      threshold: 2,
      custodians,
      officers: [{ role: 'ceremony administrator', name: 'Officer One' }],
      witnesses: ['Witness One'],
      caps: { document: 2, grantor: 100 },
    };
    writeFileSync(at('plan.json'), JSON.stringify(plan));
    const secrets = names.map((name) => [name, `${name} ${PASSPHRASE}`]);
    secretFile('secrets.json', JSON.stringify({ office: PASSPHRASE, custodians: Object.fromEntries(secrets) }));
    mkdirSync(at('transcript'));
    const ceremony = ['ceremony', `--plan=${at('plan.json')}`, `--transcript=${at('transcript')}`];
    const held = run(
      [...ceremony, `--secrets=${at('secrets.json')}`, '--keys-on=pkcs11:token=signing%20house', office, clock],
      env,
    );
    expect(held.all).not.toContain(soft.pin);
    expect(held).toMatchObject({ status: 0 });
  });

  test('has them there and nowhere else', () => {
    const { keys } = run(['key', 'list', 'pkcs11:token=signing%20house'], env).said;
    const labels = keys.map(({ label }: { label: string }) => label);
    expect(labels).toEqual(expect.arrayContaining(['bundle', 'status', 'document-1', 'dv-official']));
    const manifest = JSON.parse(readFileSync(at('office', 'authority', 'authority.json'), 'utf8'));
    expect(manifest.documentSigners[0].key.location).toMatchObject({ kind: 'token' });
    expect(manifest.documentSigners[0].key.location.uri).toMatch(/^pkcs11:token=signing%20house;object=document-1;id=/);
  });

  test('signs permits up to the cap, warns before, and then refuses', () => {
    expect(sign(1)).toMatchObject({ status: 0 });
    const { publicKey } = JSON.parse(readFileSync(at('office', 'authority', 'authority.json'), 'utf8'))
      .documentSigners[0].key;
    const document = decodePermitDocument(new Uint8Array(readFileSync(at('signed-1', 'dg1.bin'))));
    const key = importEd25519PublicKey(fromHex(publicKey));
    expect(verifyPermitDocument({ document, publicKey: key, engine: nodeEd25519 })).toBe(true);
    const second = sign(2);
    expect(second.status).toBe(0);
    expect(second.all).toContain('document-1: 2 of 2 signatures are used');
    expect(sign(3)).toMatchObject({ status: 1, said: { error: { code: 'SIGNER_CAP_REACHED' } } });
    const [signer] = run(['signer', 'list', office, clock], env).said.signers;
    expect(signer).toMatchObject({ name: 'document-1', signatures: 2, cap: 2 });
  });

  test('publishes, and says what is wrong when the token or its PIN is', () => {
    expect(run(['publish', office, clock], env).status).toBe(0);
    const wrongPin = { ...env, PERMIT_PIN_FILE: secretFile('wrong-pin', '000000') };
    expect(run(['publish', office, clock], wrongPin)).toMatchObject({
      status: 70,
      said: { error: { code: 'TOKEN_PIN_WRONG' } },
    });
    const noModule = { ...env, PERMIT_PKCS11_MODULE: '/nowhere/libtoken.so' };
    expect(run(['publish', office, clock], noModule)).toMatchObject({
      status: 69,
      said: { error: { code: 'TOKEN_MODULE_ABSENT' } },
    });
    soft.takeOut();
    expect(run(['publish', office, clock], env)).toMatchObject({
      status: 69,
      said: { error: { code: 'TOKEN_ABSENT' } },
    });
    soft.putBack();
    expect(run(['publish', office, clock], env).status).toBe(0);
  });
});
