import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeMissingKeys } from '@residence-permit/issuer/service';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { SUPPLIER_MASTER_HEX } from '../builders/a-blank.ts';
import { aDatabase } from '../builders/a-database.ts';
import { aDrawnFace, anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { textOfPdf } from '../builders/poppler.ts';
import { ServedCard } from '../pcsc/served-card.ts';
import { rerunUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';
import { type ApiReply, OfficeClient } from './office-client.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const tool = (room: string, name: string) => join(ROOT, room, 'bin', `${name}.js`);
const OFFICE = 'sample-east';
const PASSWORD = 'correct 马 battery';
const PIN = '246802';
const NAME = '样例丁·示例';
const CITIZEN_ID = anIdNumber('1988-02-14', 3);
const COLLECTOR = { name: NAME, document: '居民身份证', relation: 'HOLDER' };
const STATION = { agent: 'COUNTER-1' };
const LIMIT_MS = 400_000;

/** The whole of the office with nothing in place of anything: service, counter agent, pcscd, chip, verifier. */
describe('the office service', () => {
  if (process.env['PERMIT_VPCD_PORT'] === undefined) describeOutside();
  else describeInside();
});

function describeOutside(): void {
  it('takes a case from the counter to an active card on a real reader', { timeout: LIMIT_MS }, async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(1);
  });
}

function describeInside(): void {
  const folder = mkdtempSync(join(tmpdir(), 'permit-whole-'));
  const at = (name: string) => join(folder, name);
  const children: ChildProcess[] = [];
  /** Everything that any process of the run wrote. */
  const lines: string[] = [];
  let environment: Record<string, string> = {};
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a tool to its end. @throws Error with what it wrote */
  function run(room: string, name: string, args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool(room, name), ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
    lines.push(stderr);
    if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout.startsWith('{') ? JSON.parse(stdout) : {};
  }
  const issuer = (...args: readonly string[]) =>
    run('issuer', 'permit-issuer', [...args, '--json', `--office=${at('office')}`]);

  function start(args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [tool('issuer', 'permit-issuer'), ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line));
    }
    return child;
  }

  it('does, and no line of any log says who it was about', { timeout: LIMIT_MS }, async () => {
    const database = await aDatabase();
    environment = {
      PERMIT_STAGE: 'trial',
      PERMIT_PROFILE: 'demo',
      PERMIT_PORT: '0',
      PERMIT_RELAY_PORT: '0',
      PERMIT_ORIGIN: 'http://localhost:8080',
      PERMIT_DATA: at('data'),
      DATABASE_URL: database.url,
      KEYSTORE_URL: database.keyStoreUrl,
      PERMIT_PASSPHRASE_FILE: at('passphrase'),
      PERMIT_P12_PASSPHRASE: 'four lamps in a row',
    };
    mkdirSync(at('data'));
    await makeMissingKeys(at('data/keys'), (length) => crypto.getRandomValues(new Uint8Array(length)));
    writeFileSync(at('passphrase'), 'correct horse battery\n', { mode: 0o600 });
    writeFileSync(at('supplier.key'), SUPPLIER_MASTER_HEX);
    issuer('ceremony', '--test-keys');
    issuer('agent', 'certificate', 'authority');
    issuer('agent', 'certificate', 'service', '127.0.0.1');
    issuer('agent', 'certificate', 'counter', 'COUNTER-1', `--out=${at('counter.p12')}`);
    issuer('offices', 'add', OFFICE, '--name=示例市公安局东区分局', '--area=800000');
    issuer('rules', 'publish');
    const { setUpCode } = issuer('account', 'administrator', '--login=first.admin', '--name=样本');

    run('firmware-sim', 'permit-card', ['new', at('one.card'), '--supplier-key', at('supplier.key')]);
    const card = await ServedCard.insert(at('one.card'));
    const { chipNumber } = issuer('intake', `--supplier-key=${at('supplier.key')}`, '--batch=first', '--reader=00 00');
    const client = new Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(
      `INSERT INTO stock_serial (chip_number, batch, office_id, account, taken_in_at) VALUES (decode($1, 'hex'), 'first', $2, 'VAULT', now())`,
      [chipNumber, OFFICE],
    );

    const { url, counterPort } = await ready(start(['serve', '--json', `--office=${at('office')}`]));
    start(['agent', '--json', `--service=wss://127.0.0.1:${counterPort}`, `--p12=${at('counter.p12')}`]);

    const admin = new OfficeClient(url);
    good(await admin.post('/api/v1/session/set-up', { login: 'first.admin', code: setUpCode, password: PASSWORD }));
    const staff = async (login: string, role: string): Promise<OfficeClient> => {
      await stepUp(admin, 'manage');
      const account = { login, displayName: '样本', roles: [{ role, officeId: OFFICE }] };
      const made = good(await admin.post('/api/v1/accounts', account));
      const screen = new OfficeClient(url);
      good(await screen.post('/api/v1/session/set-up', { login, code: made['setUpCode'], password: PASSWORD }));
      return screen;
    };
    const clerk = await staff('a.clerk', 'clerk');
    const reviewer = await staff('a.reviewer', 'reviewer');
    const producer = await staff('a.producer', 'producer');
    const checker = await staff('another.producer', 'producer');

    // The case: entered with its papers, handed in, accepted, decided by another.
    const person = { citizenId: CITIZEN_ID, name: NAME, details: PARTICULARS };
    const entered = good(
      await clerk.post('/api/v1/applications', { officeId: OFFICE, door: 'COUNTER', kind: 'FIRST', person }),
    );
    const path = `/api/v1/applications/${String(entered['applicationId'])}`;
    const caseNumber = String(entered['number']);
    const evidence = new Map<string, unknown>();
    for (const [type, content, media] of [
      ['ID_CARD', await aScan(1), 'image/png'],
      ['LEASE', await aScan(2), 'image/png'],
      ['TALENT_CERTIFICATE', await aScan(3), 'image/png'],
      ['PORTRAIT', await aDrawnFace(), 'image/jpeg'],
    ] as const) {
      evidence.set(type, good(await clerk.upload(`${path}/evidence/${type}`, content, media))['evidenceId']);
    }
    for (const [name, value, type] of [
      ['hukou.place', 'ELSEWHERE', undefined],
      ['ground.dwelling', 'yes', 'LEASE'],
      ['exemption.kind', 'TALENT', 'TALENT_CERTIFICATE'],
    ] as const) {
      const shown = type === undefined ? {} : { evidenceId: evidence.get(type) };
      good(await clerk.post(`${path}/facts`, { name, value, saidBy: 'OFFICE', ...shown }));
    }
    good(await clerk.post(`${path}/submission`));
    good(await clerk.post(`${path}/acceptance`));
    const about = { 'permit-purpose': 'case-handling', 'permit-case': caseNumber };
    good(await reviewer.put(`${path}/lock`, about));
    await stepUp(reviewer, 'decide');
    const decision = {
      outcome: 'APPROVED',
      serviceClass: 1,
      reasons: [{ code: 'ELIGIBLE', clause: 'Decree 663 art. 2', words: '符合条件' }],
    };
    expect((await clerk.post(`${path}/decision`, decision)).status).toBe(403);
    good(await reviewer.post(`${path}/decision`, decision));

    // The card: reserved, written and read back at the counter, checked by another, handed over, activated.
    await stepUp(producer, 'sign');
    const { cardNumber } = good(await producer.post(`${path}/card`));
    const onCard = `/api/v1/cards/${String(cardNumber)}`;
    expect(good(await producer.post(`${onCard}/personalisation`, STATION))['state']).toBe('WRITTEN');
    expect(good(await producer.post(`${onCard}/read-back`, STATION))['state']).toBe('READ_BACK');
    const drawer = { place: 'drawer 1' };
    expect((await producer.post(`${onCard}/quality-check`, drawer)).status).toBe(403);
    expect(good(await checker.post(`${onCard}/quality-check`, drawer))['state']).toBe('HELD');
    const can = String(good(await producer.get(`${onCard}/can`))['can']);
    const printed = await producer.download(`${onCard}/face`);
    const words = printed.status === 200 ? await textOfPdf(printed.bytes) : '';
    for (const word of [NAME, CITIZEN_ID, can, PARTICULARS.residenceAddress]) expect(words).toContain(word);
    const front = Buffer.from((await producer.download(`${onCard}/face/front`)).bytes).toString();
    expect(front).toContain(`卡面访问号码 CAN: ${can}`);
    const puk = String(good(await clerk.get(`${onCard}/unblocking-code`))['puk']);
    good(await clerk.post(`${onCard}/hand-over`, { collector: COLLECTOR, isOldCardReturned: false }));
    expect((await clerk.get(`${onCard}/unblocking-code`)).status).toBe(409);
    // Brought back before it was activated, into another drawer, and collected again.
    expect((await producer.post(`${onCard}/put-back`, drawer)).status).toBe(403);
    expect(good(await clerk.post(`${onCard}/put-back`, { place: 'drawer 2' }))['state']).toBe('HELD');
    expect((await clerk.post(`${onCard}/put-back`, drawer)).status).toBe(409);
    good(await clerk.post(`${onCard}/hand-over`, { collector: COLLECTOR, isOldCardReturned: false }));
    await stepUp(clerk, 'sign');
    const active = good(await clerk.post(`${onCard}/activation`, { ...STATION, pin: PIN }));
    expect(active['endorsedThrough']).toMatch(/^20\d\d-\d\d-\d\d$/);

    const { rows } = await client.query('SELECT state FROM application UNION ALL SELECT state FROM card');
    expect(rows.map(({ state }: { readonly state: string }) => state)).toEqual(['CLOSED', 'ACTIVE']);
    await client.end();
    await card.remove();
    for (const child of children) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      expect((await gone)[0]).toBe(0);
    }
    await database.close();
    expect(lines.length).toBeGreaterThan(20);
    expectSilent([NAME, '样例丁', CITIZEN_ID, PIN, PASSWORD, PARTICULARS.residenceAddress, can, puk]);
  });

  /** Neither a log nor a file that anybody else may read names the person or a secret. */
  function expectSilent(secrets: readonly string[]): void {
    const said = lines.join('\n');
    for (const secret of secrets) expect(said.includes(secret), secret).toBe(false);
    for (const file of filesUnder(folder).filter((path) => (statSync(path).mode & 0o044) !== 0)) {
      const text = readFileSync(file).toString('latin1');
      for (const secret of secrets) expect(text.includes(Buffer.from(secret).toString('latin1')), file).toBe(false);
    }
  }
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : entry.isFile() ? [path] : [];
  });
}

function ready(child: ChildProcess): Promise<{ readonly url: string; readonly counterPort: number }> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { readonly ready?: true; readonly url?: string; readonly counterPort?: number };
      if (said.ready === true) resolve({ url: said.url ?? '', counterPort: said.counterPort ?? 0 });
    });
    child.once('exit', (code) => reject(new Error(`exit ${String(code)}`)));
  });
}

async function stepUp(screen: OfficeClient, purpose: 'decide' | 'sign' | 'revoke' | 'manage'): Promise<void> {
  const proof = { method: 'password', password: PASSWORD };
  good(await screen.post('/api/v1/session/step-up', { class: purpose, proof }));
}

/** The body of a reply that has to be good. */
function good({ status, body }: ApiReply): Readonly<Record<string, unknown>> {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
