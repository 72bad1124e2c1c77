import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeSealEvents } from '@residence-permit/issuer/adapters/audit';
import { makeLog } from '@residence-permit/issuer/http';
import { makeMissingKeys, makeServiceRoutes, readSettings, runService } from '@residence-permit/issuer/serve';
import { Client } from 'pg';
import { aDatabase } from '../../builders/a-database.ts';
import { copyOfTemplate } from '../../builders/copy-of-template.ts';
import { aPerson } from '../../builders/an-approved-case.ts';
import { anOffice, DEMO_AT } from '../../builders/an-office.ts';
import { anIdNumber } from '../../builders/invented-people.ts';
import { anOfficer } from '../../builders/office-stores.ts';
import { storesOver } from '../../builders/stores-over.ts';
import { signInStaff } from './staff.ts';
import { makeThings } from './things.ts';

const ISSUER = fileURLToPath(new URL('../../../issuer/bin/permit-issuer.js', import.meta.url));
const CLOCK = new Date(DEMO_AT * 1000).toISOString().replace('.000', '');
const run = promisify(execFile);
const clock = () => DEMO_AT;

/** What a request may leave behind whatever its answer: its traces in the audit log, its session, its counters, its kept reply. */
const TRACES = ['audit_event', 'audit_link', 'audit_checkpoint', 'account_session', 'rate_window', 'command_reply'];

/**
 * The service as it runs, on one clock that stands still, with everybody signed in and one of everything at the office of most
 * tests.
 */
export async function aServedOffice() {
  const folder = await mkdtemp(join(tmpdir(), 'permit-matrix-'));
  const database = await aDatabase();
  const data = join(folder, 'data');
  const environment = {
    PERMIT_STAGE: 'trial',
    PERMIT_PROFILE: 'demo',
    PERMIT_PORT: '0',
    PERMIT_ORIGIN: 'http://localhost:8080',
    PERMIT_DATA: data,
    PERMIT_LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    KEYSTORE_URL: database.keyStoreUrl,
  };
  const issuer = async (at: string, ...args: readonly string[]) => {
    const parameters = [ISSUER, ...args, '--json', '--office', join(at, 'office'), '--clock', CLOCK];
    const env = { ...process.env, ...environment, PERMIT_DATA: join(at, 'data') };
    const { stdout } = await run(process.execPath, parameters, { env });
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  };
  await copyOfTemplate('matrix', folder, async (made) => {
    await makeMissingKeys(join(made, 'data', 'keys'), (length) => crypto.getRandomValues(new Uint8Array(length)));
    await issuer(made, 'ceremony', '--test-keys');
  });
  const folders = { keys: join(data, 'keys'), evidence: join(data, 'evidence') };
  const stores = await storesOver(database, { clock, folders });
  const { setUpCode } = await issuer(folder, 'account', 'administrator', '--login', 'first.admin', '--name', '样本');

  const read = readSettings(environment);
  // More sign-ins and commands than a person would send in a minute, and the minute never ends.
  const settings = { ...read, accounts: { ...read.accounts, signInsPerMinute: 600, commandsPerMinute: 6000 } };
  const log = makeLog({ level: 'silent' });
  const service = await runService({ role: 'serve', settings, officeFolder: join(folder, 'office'), clock, log });
  const placeCard = () => () => Promise.reject(new Error('no card is placed for a list of routes'));
  const { routes } = makeServiceRoutes(service.parts, {
    stopping: () => false,
    counters: { placeCard, inReach: () => [], heldAgents: () => [] },
    background: { add: () => undefined },
  });

  const superuser = new Client({ connectionString: database.adminUrl });
  await superuser.connect();
  superuser.on('error', () => undefined);
  const [person, other] = [
    await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', 6)),
    await aPerson(stores, anOfficer(), anIdNumber('1992-02-02', 8)),
  ];
  const staff = await signInStaff({
    url: service.url ?? '',
    setUpCode: String(setUpCode),
    persons: { own: person.id, other: other.id },
    takeRoles: async (accountId) => {
      await superuser.query('DELETE FROM account_role WHERE account_id = $1', [accountId]);
    },
  });
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const things = await makeThings({ stores, office, person, accountId: staff.target.accountId });
  const tables = await tablesOf(superuser);

  return {
    url: service.url ?? '',
    routes,
    staff,
    things,
    /** A digest of every row of the register but the traces of requests. */
    state: async () => {
      const digest = (table: string) =>
        `SELECT '${table}' AS name, count(*) || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS content FROM ${table} t`;
      const { rows } = await superuser.query<{ readonly name: string; readonly content: string }>(
        tables.map(digest).join(' UNION ALL '),
      );
      return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
    },
    /** Links the entries of the audit log, as a worker does. */
    sealAudit: () => makeSealEvents(stores.database.pool)(new AbortController().signal),
    /** What somebody can do who has taken the machine: no trigger and no foreign key stands in the way. */
    tamper: async (statement: string) => {
      await superuser.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
    },
    close: async () => {
      await service.stop();
      await superuser.end();
      await stores.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type ServedOffice = Awaited<ReturnType<typeof aServedOffice>>;

async function tablesOf(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !TRACES.includes(name));
}
