import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { PermitError } from '@residence-permit/shared/errors';
import { refused } from '@residence-permit/shared/outcome';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Caller } from './caller.ts';
import { makeLog } from './log/index.ts';
import { makeApp } from './make-app.ts';
import { ProblemBody, sendHttpProblem } from './problem/index.ts';
import { defineRoute, type Guard, reply } from './route/index.ts';

const ACCOUNT = randomUUID();
const CALLER: Caller = {
  accountId: ACCOUNT,
  officeId: undefined,
  subject: { accountId: ACCOUNT, personId: undefined, assignments: [], stepUps: [] },
  ground: { purpose: undefined, caseNumber: undefined, reason: undefined },
};
const lines: string[] = [];
const destination = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString());
    done();
  },
});

/** Lets in who says so; the real one stands in adapters/accounts. */
const guard: Guard = (route) => (req, res, next) => {
  if (route.access === 'public' || req.get('x-test-account') === ACCOUNT) {
    if (route.access !== 'public') res.locals.caller = CALLER;
    next();
    return;
  }
  sendHttpProblem(res, 'NOT_SIGNED_IN');
};

const CaseParams = z.strictObject({ caseId: z.uuid() });
const routes = [
  defineRoute({
    name: 'getCase',
    method: 'get',
    path: '/api/v1/cases/:caseId',
    summary: 'One case.',
    tag: 'cases',
    access: { action: 'application.read', purpose: 'case-handling' },
    params: CaseParams,
    query: z.strictObject({ part: z.enum(['all', 'state']).default('all') }),
    responses: {
      200: {
        description: 'The case.',
        schema: z.strictObject({ caseId: z.uuid(), state: z.enum(['OPEN', 'CLOSED']) }),
      },
    },
    refusals: { 'case-not-found': 404, 'case-sealed': 423 },
    handler: async ({ params, query }) => {
      if (query.part === 'state') return refused('case-sealed');
      return reply(200, { caseId: params.caseId, state: 'OPEN' });
    },
  }),
  defineRoute({
    name: 'putNote',
    method: 'put',
    path: '/api/v1/cases/:caseId',
    summary: 'Writes a note.',
    tag: 'cases',
    access: { action: 'application.enter' },
    idempotency: 'none',
    params: CaseParams,
    body: z.strictObject({ note: z.string().max(100), fault: z.enum(['plain', 'store', 'reply']).optional() }),
    responses: { 200: { description: 'Kept.', schema: z.strictObject({ length: z.int().max(90) }) } },
    refusals: {},
    handler: async ({ body }) => {
      if (body.fault === 'plain') throw new Error(`the note was ${body.note}`);
      if (body.fault === 'store') throw new PermitError('STORE_CONFLICT', { detail: body.note });
      return reply(200, { length: body.fault === 'reply' ? 99 : body.note.length });
    },
  }),
];

let server: Server;
let base: string;

beforeAll(async () => {
  const app = makeApp({
    log: makeLog({ level: 'info', destination }),
    guard,
    runCommand: async ({ run, input }) => ({ kind: 'answered', answered: await run(input), isReplayed: false }),
    routes,
  });
  server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };
const asked = (path: string, init: Init = {}) =>
  fetch(`${base}${path}`, { ...init, headers: { 'x-test-account': ACCOUNT, ...init.headers } });
const json = (body: unknown): Init => ({
  method: 'PUT',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** The problem of an answer, checked against the schema that the document states. */
async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const body = ProblemBody.parse(await answer.json());
  expect(body.status).toBe(answer.status);
  expect(body.requestId).toBe(answer.headers.get('x-request-id'));
  return body;
}

describe('the application', () => {
  it('answers a route by its schemas', async () => {
    const caseId = randomUUID();
    const answer = await asked(`/api/v1/cases/${caseId}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ caseId, state: 'OPEN' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it.each([
    ['a path that is not there', '/api/v1/nothing', {}, 404, 'NOT_FOUND'],
    ['a trailing slash', `/api/v1/cases/${randomUUID()}/`, {}, 404, 'NOT_FOUND'],
    [
      'a method that the path does not know',
      `/api/v1/cases/${randomUUID()}`,
      { method: 'DELETE' },
      405,
      'METHOD_NOT_ALLOWED',
    ],
    ['a parameter of another form', '/api/v1/cases/12', {}, 400, 'REQUEST_INVALID'],
    ['a query member that nobody defined', `/api/v1/cases/${randomUUID()}?x=1`, {}, 400, 'REQUEST_INVALID'],
    ['an escape that is none', '/api/v1/cases/%E0%A4%A', {}, 404, 'NOT_FOUND'],
    ['a refusal of the use case', `/api/v1/cases/${randomUUID()}?part=state`, {}, 423, 'case-sealed'],
    ['a body that is not JSON', `/api/v1/cases/${randomUUID()}`, json('{"note":'), 400, 'BODY_MALFORMED'],
    [
      'a body that is too large',
      `/api/v1/cases/${randomUUID()}`,
      json({ note: 'x'.repeat(70_000) }),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a body of another type',
      `/api/v1/cases/${randomUUID()}`,
      { method: 'PUT', body: 'note' },
      415,
      'BODY_TYPE_REFUSED',
    ],
    ['no body', `/api/v1/cases/${randomUUID()}`, { method: 'PUT' }, 400, 'REQUEST_INVALID'],
    ['an unknown member', `/api/v1/cases/${randomUUID()}`, json({ note: '', extra: 1 }), 400, 'REQUEST_INVALID'],
    [
      'a conflict that was thrown',
      `/api/v1/cases/${randomUUID()}`,
      json({ note: '', fault: 'store' }),
      409,
      'STORE_CONFLICT',
    ],
    ['a fault', `/api/v1/cases/${randomUUID()}`, json({ note: '', fault: 'plain' }), 500, 'UNEXPECTED'],
    [
      'a reply that its route does not define',
      `/api/v1/cases/${randomUUID()}`,
      json({ note: '', fault: 'reply' }),
      500,
      'UNEXPECTED',
    ],
    ['nobody signed in', `/api/v1/cases/${randomUUID()}`, { headers: { 'x-test-account': '' } }, 401, 'NOT_SIGNED_IN'],
  ] as const)('answers %s with a problem', async (_what, path, init, status, code) => {
    const answer = await asked(path, init);
    expect(answer.status).toBe(status);
    expect((await problemOf(answer)).code).toBe(code);
  });

  it('names the methods of a path', async () => {
    const answer = await asked(`/api/v1/cases/${randomUUID()}`, { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, PUT');
  });

  it('names every place that is wrong and repeats nothing of what was sent', async () => {
    const answer = await asked(
      '/api/v1/cases/%E6%A0%B7%E6%9C%AC?%E7%A4%BA%E4%BE%8B=1',
      json({ note: 7, 样本: '11010519491231002X' }),
    );
    const text = await answer.clone().text();
    const { errors } = await problemOf(answer);
    expect(errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/params/caseId', 'invalid_format'],
      ['/query', 'unexpected'],
      ['/body/note', 'invalid_type'],
      ['/body', 'unrecognized_keys'],
    ]);
    expect(text).not.toMatch(/样本|示例|11010519491231002X/);
  });

  it('logs method, pattern, status, request id, account and code of a request, and nothing that a person wrote', async () => {
    lines.length = 0;
    await asked(`/api/v1/cases/${randomUUID()}?part=%E6%A0%B7%E6%9C%AC`);
    await asked(`/api/v1/cases/${randomUUID()}`, json({ note: '样本·示例 11010519491231002X', fault: 'plain' }));
    await asked('/%E6%A0%B7%E6%9C%AC');
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(logged.filter(({ msg }) => msg === 'request')).toMatchObject([
      { method: 'GET', route: '/api/v1/cases/:caseId', status: 400, account: ACCOUNT, code: 'REQUEST_INVALID' },
      { method: 'PUT', route: '/api/v1/cases/:caseId', status: 500, account: ACCOUNT, code: 'UNEXPECTED' },
      { method: 'GET', route: 'none', status: 404, code: 'NOT_FOUND' },
    ]);
    for (const { requestId } of logged) expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    const fault = logged.find(({ msg }) => msg === 'request failed');
    expect(fault).toMatchObject({ fault: { name: 'Error' } });
    expect(lines.join('')).not.toMatch(/样本|%E6|11010519491231002X|"url"|"headers"|remoteAddress/);
  });
});
