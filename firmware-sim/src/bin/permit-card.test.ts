import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newImage } from '../image/index.ts';
import { activeCells, TEST_CAN, testCard } from '../testing/index.ts';
import { VPCD_CONTROL } from '../transports/vpcd/index.ts';
import { ReaderEnd } from '../transports/vpcd/reader-end.ts';

/** The built program, as a user starts it. */
const PROGRAM = fileURLToPath(new URL('../../dist/bin/permit-card.js', import.meta.url));
const SELECT_MASTER_FILE = Uint8Array.of(0x00, 0xa4, 0x00, 0x0c, 0x02, 0x3f, 0x00);

let folder: string;
let image: string;
let key: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'permit-card-'));
  image = join(folder, 'card.img');
  key = join(folder, 'supplier.key');
  writeFileSync(key, '000102030405060708090a0b0c0d0e0f\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Finished = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function start(parameters: readonly string[]): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const child = spawn(process.execPath, [PROGRAM, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = once(child, 'close').then(() => ({ status: child.exitCode, stdout, stderr }));
  return { child, finished };
}

const permitCard = (...parameters: readonly string[]): Promise<Finished> => start(parameters).finished;
const makeCard = (): Promise<Finished> =>
  permitCard('new', image, '--supplier-key', key, '--chip-number', '00'.repeat(10));
const events = (stdout: string): readonly unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('permit-card', () => {
  it('explains itself and each command, with the exit codes', async () => {
    const { status, stdout } = await permitCard('--help');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/new <image>[^]*insert <image>[^]*Exit codes:[^]*69/)]);
    for (const command of ['new', 'insert', 'remove', 'show', 'tear']) {
      const help = await permitCard(command, '--help');
      expect([help.status, help.stdout], command).toEqual([0, expect.stringContaining('--json')]);
    }
  });

  it.each([
    [[]],
    [['polish']],
    [['show']],
    [['insert', 'x.img', '--bit-rate', '300']],
    [['insert', 'x.img', '--fault', 'polish=1']],
    [['show', 'x.img', '--loud']],
  ])('exits with 64 on wrong arguments %j', async (parameters) => {
    const { status, stderr } = await permitCard(...parameters);
    expect([status, stderr]).toEqual([64, expect.stringContaining('permit-card:')]);
  });

  it('makes a blank card once, and shows it without telling a key', async () => {
    expect((await makeCard()).status).toBe(0);
    const again = await makeCard();
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('STORE_CONFLICT')]);
    const { status, stdout } = await permitCard('show', image, '--json');
    expect(status).toBe(0);
    expect(events(stdout)).toEqual([
      expect.objectContaining({
        lifeCycle: 'blank',
        kind: 'modern',
        chipNumber: '00'.repeat(10),
        inserted: false,
        records: [],
      }),
    ]);
    expect(stdout).not.toContain('000102030405060708090a0b0c0d0e0f');
    expect((await permitCard('show', image)).stdout).toContain('lifeCycle: blank');
    expect(readdirSync(folder).toSorted()).toEqual(['card.img', 'supplier.key']);
  });

  it('exits with 65 for a damaged or missing image and for a bad key file', async () => {
    const missing = await permitCard('show', image, '--json');
    expect([missing.status, events(missing.stdout)]).toEqual([65, [expect.objectContaining({ error: 'IMAGE_BAD' })]]);
    await makeCard();
    const bytes = readFileSync(image);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(image, bytes);
    for (const command of ['show', 'insert']) expect((await permitCard(command, image)).status, command).toBe(65);
    writeFileSync(key, 'not a key');
    const bad = await permitCard('new', join(folder, 'other.img'), '--supplier-key', key);
    expect([bad.status, bad.stderr]).toEqual([65, expect.stringContaining('KEY_BAD')]);
    expect(bad.stderr).not.toContain('not a key');
  });

  it('exits with 69 where no virtual reader listens', async () => {
    await makeCard();
    const { status, stdout } = await permitCard('insert', image, '--port', '1', '--json');
    expect([status, events(stdout)]).toEqual([69, [expect.objectContaining({ error: 'READER_ABSENT' })]]);
    expect(readdirSync(folder)).not.toContain('card.img.lock');
  });
});

describe('permit-card tear', () => {
  const READ_DG9 = '00b0890000';
  beforeEach(() => {
    const state = testCard(activeCells()).storage.load();
    if (state === undefined) throw new Error('no state');
    writeFileSync(image, newImage(state));
  });

  it('cuts every write of a tap on a copy, and tells old from new', async () => {
    const before = readFileSync(image);
    const { status, stdout } = await permitCard(
      'tear',
      image,
      '--can',
      TEST_CAN,
      '--apdu',
      READ_DG9,
      '--seed',
      '5',
      '--json',
    );
    const cuts = events(stdout);
    expect(status).toBe(0);
    expect(cuts).toHaveLength(9);
    expect(cuts.slice(0, -1)).toEqual(
      Array.from({ length: 8 }, (_, at) =>
        expect.objectContaining({ event: 'cut', write: at + 1, found: expect.stringMatching(/^(old|new)$/) }),
      ),
    );
    expect(cuts.at(-1)).toMatchObject({ event: 'torn', writes: 8, neither: 0 });
    expect(readFileSync(image)).toEqual(before);
  });

  it('changes the image itself only when told to, and the card goes on from there', async () => {
    const { stdout } = await permitCard('tear', image, '--can', TEST_CAN, '--at', '3', '--in-place', '--json');
    expect(events(stdout)[0]).toMatchObject({ write: 3, found: 'old', changed: { canFailures: ['0', '1'] } });
    expect(JSON.parse((await permitCard('show', image, '--json')).stdout)).toMatchObject({ canFailures: 1 });
    const again = await permitCard('tear', image, '--can', TEST_CAN);
    expect([again.status, again.stdout]).toEqual([0, expect.stringMatching(/6 writes: old \d, new \d, neither 0/)]);
  });

  it.each([[['--in-place']], [['--at', '99']], [['--apdu', 'polish']]])('exits with 64 for %j', async (parameters) => {
    expect((await permitCard('tear', image, ...parameters)).status).toBe(64);
  });
});

describe('permit-card with a reader', () => {
  let server: Server;
  let port: string;
  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = String(typeof address === 'object' ? address?.port : address);
    await makeCard();
  });
  afterEach(() => {
    server.close();
  });

  async function inserted(...faults: readonly string[]) {
    const connection = once(server, 'connection');
    const program = start(['insert', image, '--port', port, '--json', ...faults.flatMap((each) => ['--fault', each])]);
    const [socket] = await connection;
    const reader = new ReaderEnd(socket);
    reader.control(VPCD_CONTROL.powerOn);
    await reader.ask(SELECT_MASTER_FILE);
    return { reader, ...program };
  }

  it('takes the card out of the slot at the fault that was ordered, and says so', async () => {
    const { reader, finished } = await inserted('slow=1', 'remove-at-apdu=3');
    expect(await reader.ask(SELECT_MASTER_FILE)).toEqual(Uint8Array.of(0x90, 0x00));
    void reader.ask(SELECT_MASTER_FILE);
    const { status, stdout } = await finished;
    expect([status, events(stdout).at(-1)]).toEqual([0, { event: 'removed', image, fault: 'remove-at-apdu=3' }]);
  });

  it('serves the card until it is removed, and tells each session but nothing of its APDUs', async () => {
    const { reader, finished } = await inserted();
    expect(await reader.ask(SELECT_MASTER_FILE)).toEqual(Uint8Array.of(0x90, 0x00));
    reader.control(VPCD_CONTROL.powerOff);
    await reader.ask(SELECT_MASTER_FILE);
    const second = await permitCard('insert', image, '--port', port);
    expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('STORE_CONFLICT')]);
    expect(JSON.parse((await permitCard('show', image, '--json')).stdout)).toMatchObject({ inserted: true });
    expect((await permitCard('remove', image)).status).toBe(0);
    const { status, stdout } = await finished;
    const [first, ...rest] = events(stdout);
    expect([status, first]).toEqual([0, expect.objectContaining({ event: 'inserted', port: Number(port) })]);
    expect(rest).toEqual([
      { event: 'session', apdus: 2, bytes: 18, modelMs: expect.any(Number) },
      { event: 'session', apdus: 1, bytes: 9, modelMs: expect.any(Number) },
      expect.objectContaining({ event: 'removed' }),
    ]);
    const again = await permitCard('remove', image);
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('not inserted')]);
  });

  it('ends at SIGTERM, and is ready to be inserted again after SIGKILL', async () => {
    const killed = await inserted();
    killed.child.kill('SIGKILL');
    await killed.finished;
    const { child, finished } = await inserted();
    child.kill('SIGTERM');
    expect((await finished).status).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['card.img', 'supplier.key']);
  });

  it('exits with 69 when the reader goes away', async () => {
    const { reader, finished } = await inserted();
    reader.leave();
    expect((await finished).status).toBe(69);
  });
});
