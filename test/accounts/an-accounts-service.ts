import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import {
  type AccountParts,
  AccountSettings,
  makeAccountKeys,
  makeAccounts,
  makeCreateAccount,
  type RoleGrant,
} from '@residence-permit/issuer/adapters/accounts';
import { SecretKey } from '@residence-permit/issuer/adapters/privacy';
import { type Database, openDatabase } from '@residence-permit/issuer/database';
import { ACTIONS, type Action } from '@residence-permit/issuer/domain/rights';
import { defineRoute, makeApp, makeLog, reply, type RouteDefinition } from '@residence-permit/issuer/http';
import * as z from 'zod';
import { aDatabase } from '../builders/a-database.ts';
import { Browser } from './a-browser.ts';

export const ORIGIN = 'http://localhost:8080';
export const RP_ID = 'localhost';
export const PASSWORD = 'correct 马 battery';
/** 2026-03-02T00:00:00Z. */
const START = 1_772_409_600;

/** Offices of the test: two of one city, one of another. */
export const OFFICES = [
  { id: 'office-a', name: '样本一所', jurisdiction: '800000' },
  { id: 'office-b', name: '样本二所', jurisdiction: '800000' },
  { id: 'office-c', name: '示例三所', jurisdiction: '800001' },
] as const;

/** The whole sign-in over HTTP on a database of its own, with a clock that the test moves. */
export type AccountsService = {
  readonly database: Database;
  readonly auditorUrl: string;
  readonly base: string;
  readonly lines: readonly string[];
  moveClock(seconds: number): void;
  now(): number;
  /** Another process of the same service, with its own connections. */
  another(settings?: Partial<z.input<typeof AccountSettings>>): Promise<string>;
  create(
    login: string,
    roles: readonly RoleGrant[],
  ): Promise<{ readonly accountId: string; readonly setUpCode: string }>;
  /** A record of somebody in the register, for the account of its holder. */
  aPerson(): Promise<string>;
  /** An account with `PASSWORD`, and a browser that is signed in with it. */
  signedIn(
    login: string,
    roles: readonly RoleGrant[],
  ): Promise<{ readonly accountId: string; readonly browser: Browser }>;
  close(): Promise<void>;
};

/** Starts it. */
export async function anAccountsService(
  given: Partial<z.input<typeof AccountSettings>> = {},
): Promise<AccountsService> {
  const copy = await aDatabase();
  const service = new SecretKey(randomBytes(32));
  const closers: (() => Promise<void>)[] = [];
  const lines: string[] = [];
  let now = START;
  const partsOf = (
    settings: Partial<z.input<typeof AccountSettings>>,
  ): AccountParts & { readonly database: Database } => {
    const database = openDatabase({ url: copy.url, maxConnections: 4 });
    closers.push(database.close);
    return {
      database,
      clock: () => now,
      random: (length) => new Uint8Array(randomBytes(length)),
      keys: makeAccountKeys(service),
      settings: AccountSettings.parse({
        profile: 'production',
        origin: ORIGIN,
        rpId: RP_ID,
        signInsPerMinute: 600,
        ...given,
        ...settings,
      }),
      recordAct: async (tx, { act, accountId, by, requestId }) => {
        const event = { officeId: 'office-a', processAt: new Date(now * 1000), actorId: by ?? null };
        await tx.auditEvent.create({
          data: { ...event, action: `account.${act}`, object: accountId, requestId: requestId ?? null },
        });
      },
    };
  };
  const start = async (parts: AccountParts): Promise<string> => {
    const { before, guard, routes } = makeAccounts(parts, (cause) => lines.push(`session store: ${String(cause)}`));
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const app = makeApp({
      log: makeLog({ level: 'info', destination }),
      before,
      guard,
      runCommand: async ({ run, input }) => ({ kind: 'answered', answered: await run(input), isReplayed: false }),
      routes: [...routes, ...probes()],
    });
    const server = createServer(app);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closers.unshift(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const parts = partsOf({});
  await parts.database.prisma.office.createMany({ data: [...OFFICES] });
  const base = await start(parts);
  const createAccount = makeCreateAccount(parts);
  const create: AccountsService['create'] = async (login, roles) => {
    const personId = roles.find(({ role }) => role === 'holder')?.ownerId;
    const asked = { login, displayName: `样本·${login}`, personId, by: undefined, requestId: undefined };
    const made = await createAccount({ ...asked, roles });
    if (!made.ok) throw new Error(`no account: ${made.refusal}`);
    return made.value;
  };
  return {
    database: parts.database,
    auditorUrl: copy.auditorUrl,
    base,
    lines,
    moveClock: (seconds) => {
      now += seconds;
    },
    now: () => now,
    another: (settings = {}) => start(partsOf(settings)),
    create,
    aPerson: async () => {
      const [id, birthDate, createdAt] = [randomUUID(), new Date('1991-11-05'), new Date(now * 1000)];
      const data = { id, officeId: 'office-a', name: '样本', pinyin: 'yang ben', birthDate, createdAt };
      await parts.database.prisma.person.create({ data });
      return id;
    },
    signedIn: async (login, roles) => {
      const { accountId, setUpCode } = await create(login, roles);
      const browser = new Browser(base);
      const done = await browser.post('/api/v1/session/set-up', { login, code: setUpCode, password: PASSWORD });
      if (done.status !== 200) throw new Error(`no set-up: ${JSON.stringify(done.body)}`);
      return { accountId, browser };
    },
    close: async () => {
      for (const close of closers) await close();
      await copy.close();
    },
  };
}

/** The address of a route that asks for one action and answers what its guard found out. */
export function probePath(action: Action): string {
  return `/api/v1/probe/${action}`;
}

function probes(): readonly RouteDefinition[] {
  return ACTIONS.map((action) =>
    defineRoute({
      name: `probe-${action}`,
      method: 'get',
      path: `/api/v1/probe/${action}`,
      summary: 'Answers what the guard found out.',
      tag: 'probe',
      access: { action, purpose: 'stated' },
      responses: {
        200: {
          description: 'Let in.',
          schema: z.strictObject({
            accountId: z.uuid(),
            officeId: z.string().nullable(),
            purpose: z.string().nullable(),
            reason: z.string().nullable(),
            requestId: z.uuid(),
          }),
        },
      },
      refusals: {},
      handler: async ({ caller, requestId }) =>
        reply(200, {
          accountId: caller?.accountId ?? randomUUID(),
          officeId: caller?.officeId ?? null,
          purpose: caller?.ground.purpose ?? null,
          reason: caller?.ground.reason ?? null,
          requestId,
        }),
    }),
  );
}
