import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkOpenApi } from '@residence-permit/issuer/http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

const ISSUER = fileURLToPath(new URL('../../issuer/bin/permit-issuer.js', import.meta.url));
const run = promisify(execFile);
let folder: string;
let given: TestDatabase;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'service-'));
  given = await aDatabase();
  await run(process.execPath, [ISSUER, 'ceremony', '--test-keys', '--office', join(folder, 'office')]);
  const { makeMissingKeys } = await import('@residence-permit/issuer/service');
  await makeMissingKeys(join(folder, 'data', 'keys'), (length) => crypto.getRandomValues(new Uint8Array(length)));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(async () => {
  await given.close();
  await rm(folder, { recursive: true });
});

const environment = () => ({
  PATH: process.env['PATH'],
  PERMIT_STAGE: 'trial',
  PERMIT_PROFILE: 'demo',
  PERMIT_PORT: '0',
  PERMIT_ORIGIN: 'http://localhost:8080',
  PERMIT_DATA: join(folder, 'data'),
  DATABASE_URL: given.url,
  KEYSTORE_URL: given.keyStoreUrl,
});

/** A service process, where it answers, and everything that it wrote. */
async function aService(command: 'serve' | 'worker', change: Readonly<Record<string, string>> = {}) {
  const parameters = [ISSUER, command, '--json', '--office', join(folder, 'office')];
  const env = { ...environment(), ...change };
  const child = spawn(process.execPath, parameters, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const output = createInterface({ input: child.stdout });
  const ready = new Promise<string>((resolve, reject) => {
    output.on('line', (line) => {
      lines.push(line);
      const said = JSON.parse(line) as { readonly ready?: true; readonly url?: string; readonly error?: unknown };
      if (said.ready === true) resolve(said.url ?? '');
      else if (said.error !== undefined) reject(new Error(line));
    });
    child.once('exit', (code) => reject(new Error(`exit ${String(code)}: ${lines.join('\n')}`)));
  });
  return { child, lines, url: await ready };
}

async function stopped({ child }: { readonly child: ChildProcess }): Promise<unknown> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await exit) as unknown[];
  return code;
}

describe('permit-issuer serve', () => {
  it('is live and ready part by part, counts, documents itself and stops when it is asked to', async () => {
    const service = await aService('serve');
    const live = await fetch(`${service.url}/livez`);
    expect([live.status, await live.json()]).toEqual([200, { live: true }]);

    const readiness = await fetch(`${service.url}/readyz`);
    const body = (await readiness.json()) as { readonly parts: Record<string, { readonly ok: boolean }> };
    expect(body).toMatchObject({ ready: true });
    expect(Object.entries(body.parts).map(([name, { ok }]) => [name, ok])).toEqual([
      ['database', true],
      ['signer', true],
      ['queue', true],
      ['clock', true],
      ['audit', true],
      ['storage', true],
    ]);

    const document = (await (await fetch(`${service.url}/api/v1/openapi.json`)).json()) as object;
    expect(checkOpenApi(document)).toEqual([]);

    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/permit_http_request_seconds_count\{method="GET",route="\/readyz",status="200"\} 1/);
    expect(metrics).toMatch(/permit_queue_age_seconds \d/);
    expect(metrics).toMatch(/nodejs_eventloop_lag_seconds/);
    expect(await stopped(service)).toBe(0);
  });

  it('hands the signed files out with an ETag and answers 304 to who has them', async () => {
    const service = await aService('serve');
    const address = `${service.url}/.well-known/residence-permit/bundle.cbor`;
    const first = await fetch(address);
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'public, max-age=30']);
    expect(etag).not.toBe('');
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(100);
    const again = await fetch(address, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const missing = await fetch(`${service.url}/.well-known/residence-permit/%2e%2e/register.json`);
    expect(missing.status).toBe(404);
    expect(await stopped(service)).toBe(0);
  });

  it('answers commands once, and nothing of a request is in its log', async () => {
    const service = await aService('serve');
    const secret = '样本·示例 440524188001010014';
    const answer = await fetch(`${service.url}/api/v1/session?name=${encodeURIComponent(secret)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ login: secret, password: secret }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await stopped(service)).toBe(0);
    expect(service.lines.join('\n')).not.toMatch(/样本|440524188001010014|%E6%A0%B7/);
    expect(service.lines.join('\n')).toContain('"msg":"request"');
  });

  it('is not ready when its database is gone', async () => {
    const mine = await aDatabase();
    const service = await aService('serve', { DATABASE_URL: mine.url, KEYSTORE_URL: mine.keyStoreUrl });
    await mine.close();
    const readiness = await fetch(`${service.url}/readyz`);
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toMatchObject({
      ready: false,
      parts: { database: { ok: false, code: 'UNREACHABLE' }, signer: { ok: true } },
    });
  });

  it('shares the work with a worker process', async () => {
    const [service, worker] = await Promise.all([aService('serve'), aService('worker')]);
    expect(worker.url).toBe('');
    expect(await Promise.all([stopped(worker), stopped(service)])).toEqual([0, 0]);
  });

  it.each([
    ['a demo profile in production', { PERMIT_STAGE: 'production' }, /demo profile/],
    ['a port that is none', { PERMIT_PORT: 'x' }, /PERMIT_PORT/],
  ])('refuses to start with %s', async (_what, change, words) => {
    await expect(aService('serve', change)).rejects.toThrow(words);
  });
});
