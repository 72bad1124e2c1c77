import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUPPLIER_MASTER_HEX } from '../builders/a-blank.ts';
import { aPermitFile } from '../builders/a-permit-file.ts';
import { aPortrait } from '../builders/portrait.ts';
import { rerunUnderVirtualReader } from './run-under-virtual-reader.ts';
import { slotEmpty } from './slots.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLOCK = '--clock=2026-06-15T02:00:00Z';
const READERS = ['Virtual Reader 00 00', 'Virtual Reader 00 01'] as const;
const CARDS = 4;

describe('permit-issuer batch', () => {
  if (process.env['PERMIT_VPCD_PORT'] === undefined) describeOutside();
  else describeInside(Number(process.env['PERMIT_VPCD_PORT']));
});

function describeOutside(): void {
  it('makes cards on two readers of a real PC/SC daemon at once', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(2);
  }, 600_000);
}

function describeInside(port: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'permit-batch-'));
  const at = (name: string) => join(folder, name);
  const tool = (room: string, name: string) => join(ROOT, room, 'bin', `${name}.js`);
  const issuer = (...args: readonly string[]) => {
    const all = [tool('issuer', 'permit-issuer'), ...args, '--json', `--office=${at('office')}`, CLOCK];
    const { stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };

  /** Serves a card in one of the two slots; answers when the reader's end has it. */
  async function insert(image: string, slot: number, faults: readonly string[] = []): Promise<ChildProcess> {
    const args = ['insert', at(image), `--port=${port + slot}`, '--json', ...faults.map((fault) => `--fault=${fault}`)];
    const child = spawn(process.execPath, [tool('firmware-sim', 'permit-card'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: child.stdout }), 'line');
    return child;
  }

  async function remove(card: ChildProcess): Promise<void> {
    const gone = once(card, 'exit');
    if (card.exitCode !== null || card.signalCode !== null) return;
    card.kill('SIGTERM');
    await gone;
  }

  const images = Array.from({ length: CARDS }, (_, n) => `blank-${n}.card`);
  const planned: string[] = [];

  beforeAll(() => {
    writeFileSync(at('supplier.key'), SUPPLIER_MASTER_HEX);
    writeFileSync(at('portrait.jpg'), aPortrait());
    mkdirSync(at('letters'));
    issuer('ceremony', ...CEREMONY);
    for (const [n, image] of images.entries()) {
      const made = ['new', at(image), '--supplier-key', at('supplier.key')];
      spawnSync(process.execPath, [tool('firmware-sim', 'permit-card'), ...made]);
      writeFileSync(at('permit.json'), JSON.stringify(aPermitFile({ permitNumber: `TEST-2026-000${n}` })));
      planned.push(issuer('sign', at('permit.json')).cardNumber);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('begins with chips that were taken in', async () => {
    for (const [n, image] of images.entries()) {
      const reader = READERS[n % 2] ?? '';
      await slotEmpty(reader);
      const card = await insert(image, n % 2);
      expect(issuer('intake', `--supplier-key=${at('supplier.key')}`, '--batch=spring', `--reader=${reader}`)).toEqual({
        chipNumber: expect.stringMatching(/^[0-9a-f]{20}$/),
        batch: 'spring',
        kind: 'taken-in',
      });
      await remove(card);
    }
  });

  it('makes every card, the one that lost its field in mid-writing too, and keeps one letter for each', async () => {
    const batch = spawn(process.execPath, [
      tool('issuer', 'permit-issuer'),
      'batch',
      '--json',
      `--office=${at('office')}`,
      CLOCK,
      `--letters=${at('letters')}`,
      '--wait=30',
      ...READERS.map((reader) => `--reader=${reader}`),
    ]);
    let stdout = '';
    batch.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    const stack = [...images];
    const onReader = new Map<string, { image: string; card: ChildProcess }>();
    const lines: string[] = [];
    const progress: AsyncIterable<string> = createInterface({ input: batch.stderr });
    for await (const line of progress) {
      lines.push(line);
      const slot = READERS.findIndex((reader) => line.includes(`${reader}: card `));
      const reader = READERS[slot];
      if (reader === undefined) continue;
      const there = onReader.get(reader);
      if (line.endsWith(' begun')) {
        const image = stack.shift() ?? '';
        // The first chip leaves the field while its files are being stored.
        const faults = image === images[0] ? ['lose-answer=20'] : [];
        await slotEmpty(reader);
        onReader.set(reader, { image, card: await insert(image, slot, faults) });
      } else if (line.includes(' again ') && there !== undefined) {
        await remove(there.card);
        await slotEmpty(reader);
        onReader.set(reader, { ...there, card: await insert(there.image, slot) });
      } else if (there !== undefined) {
        await remove(there.card);
      }
    }
    const status = batch.exitCode ?? (await once(batch, 'exit'))[0];
    for (const { card } of onReader.values()) await remove(card);
    expect(lines.filter((line) => line.includes(' again (CARD_REMOVED)'))).toHaveLength(1);
    expect(JSON.parse(stdout).cards).toEqual(planned.map((cardNumber) => ({ cardNumber, end: 'checked' })));
    expect(status).toBe(0);
    expect(readdirSync(at('letters')).toSorted()).toEqual(planned.map((number) => `${number}.json`).toSorted());
    const cans = planned.map((number) => JSON.parse(readFileSync(join(at('letters'), `${number}.json`), 'utf8')).can);
    expect(lines.join('\n')).not.toMatch(new RegExp(cans.map((can) => `\\b${can}\\b`).join('|')));
  }, 300_000);
}

const CEREMONY = ['--test-keys'] as const;
