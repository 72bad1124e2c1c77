import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  type CounterAgent,
  type CounterReaders,
  openP12,
  startCounterAgent,
} from '@residence-permit/issuer/adapters/agent';
import { makeMissingKeys } from '@residence-permit/issuer/service';
import type { Role } from '@residence-permit/issuer/domain/rights';
import { aDatabase } from '../../builders/a-database.ts';
import { SUPPLIER_MASTER_HEX } from '../../builders/a-blank.ts';
import { copyOfTemplate } from '../../builders/copy-of-template.ts';
import { aCaseInReview, anApprovedCase, aPerson } from '../../builders/an-approved-case.ts';
import { anOfficer } from '../../builders/an-officer.ts';
import { anIdNumber } from '../../builders/invented-people.ts';
import { OFFICE_ID } from '../../builders/sample-offices.ts';
import { storesOver } from '../../builders/stores-over.ts';
import { type ApiReply, OfficeClient } from '../office-client.ts';

const ISSUER = fileURLToPath(new URL('../../../issuer/bin/permit-issuer.js', import.meta.url));
/** Of everybody who works there. */
export const PASSWORD = 'seven grey herons';
const P12_PASSPHRASE = 'four lamps in a row';
const PASSPHRASE = 'copper lantern eleven rivers';
/** Name under which the key of the invented supplier lies among the keys of the service. */
export const SUPPLIER_BATCH = 'spring';
/** What the rules found of the residence, as far as it goes into the permit. */
const FOUND = { residence: { since: '2024-06-01', months: 24, grounds: [1, 2] } };
/** Findings that leave nothing open, so that the case may be approved with others. */
const PLAIN = { ...FOUND, eligibility: { verdict: 'eligible' }, serviceClass: { proposed: 3 } };
const clock = () => Math.floor(Date.now() / 1000);

/** A process of the service, and where it is reached. */
export type ServedProcess = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly counterPort: number;
  /** Everything that it wrote. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
};

/** An office with its folders and its database, served by real processes. */
export type ServedOffice = Awaited<ReturnType<typeof aServedOffice>>;

/**
 * Holds the ceremony, founds the agents' authority and fills the database. Nothing is served yet.
 * @param options.folder where the office and the data of the service lie; else a new one
 * @param options.ceremony arguments of the ceremony in the place of test keys; gets the folder
 */
export async function aServedOffice(
  options: {
    readonly folder?: string;
    readonly ceremony?: Ceremony;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'permit-served-'));
  const at = (...names: readonly string[]) => join(folder, ...names);
  const database = await aDatabase();
  const environment = {
    ...process.env,
    PERMIT_STAGE: 'trial',
    PERMIT_PROFILE: 'demo',
    PERMIT_PORT: '0',
    PERMIT_RELAY_PORT: '0',
    PERMIT_ORIGIN: 'http://localhost:8080',
    ...placesIn(folder),
    DATABASE_URL: database.url,
    KEYSTORE_URL: database.keyStoreUrl,
    PERMIT_P12_PASSPHRASE: P12_PASSPHRASE,
    ...options.environment,
  };
  const running: ServedProcess[] = [];
  const agents: CounterAgent[] = [];
  const children: ChildProcess[] = [];
  let people = 0;
  let administrator: OfficeClient | undefined;

  const { ceremony } = options;
  if (ceremony === undefined)
    await copyOfTemplate('served', folder, (made) => found(made, environment, () => ['--test-keys']));
  else await found(folder, environment, ceremony);
  const stores = await storesOver(
    { url: database.url, keyStoreUrl: database.keyStoreUrl, close: () => Promise.resolve() },
    { clock, folders: { keys: at('data', 'keys'), evidence: at('data', 'evidence') } },
  );
  const issuer = toolOn(folder, environment);

  /** The certificate of a counter as a file, made once for its name. */
  function p12Of(name: string): string {
    const path = at(`${name}.p12`);
    if (!existsSync(path)) issuer('agent', 'certificate', 'counter', name, `--out=${path}`);
    return path;
  }

  return {
    folder,
    at,
    database,
    stores,
    environment,
    issuer,
    p12Of,
    /** Starts a process of the service. @param options.relayPort where the agents come to; else any */
    async serve(
      options: { readonly args?: readonly string[]; readonly relayPort?: number } = {},
    ): Promise<ServedProcess> {
      const { args = [], relayPort = 0 } = options;
      const parameters = [ISSUER, 'serve', ...args, '--json', `--office=${at('office')}`];
      const env = { ...environment, PERMIT_RELAY_PORT: String(relayPort) };
      const served = await started(spawn(process.execPath, parameters, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
      running.push(served);
      return served;
    },
    /** The agent of a counter as a process on the PC/SC readers of this machine. Answers when its line stands. */
    async agentProcess(name: string, service: ServedProcess): Promise<void> {
      const parameters = [ISSUER, 'agent', `--service=wss://127.0.0.1:${service.counterPort}`, `--p12=${p12Of(name)}`];
      const child = spawn(process.execPath, [...parameters, '--json'], {
        env: environment,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      children.push(child);
      for await (const line of createInterface({ input: child.stderr })) {
        if (line.includes('"connected"')) break;
      }
      child.stderr.resume();
    },
    /** An agent with those readers, in this process, over the real line. Answers when its line stands. */
    async agent(name: string, service: ServedProcess, readers: CounterReaders): Promise<CounterAgent> {
      const identity = openP12(new Uint8Array(readFileSync(p12Of(name))), P12_PASSPHRASE);
      return new Promise((resolve) => {
        const agent = startCounterAgent({
          service: `wss://127.0.0.1:${service.counterPort}`,
          identity,
          readers,
          log: ({ event }) => {
            if (event === 'connected') resolve(agent);
          },
          timing: { retryMs: 10, retryMaxMs: 50 },
        });
        agents.push(agent);
      });
    },
    /** People at screens of that process, each signed in with a role of their own at the office. */
    async staff<Login extends string>(
      { url }: ServedProcess,
      roles: Readonly<Record<Login, Role>>,
    ): Promise<Record<Login, OfficeClient>> {
      const { setUpCode } = issuer('account', 'administrator', '--login=first.admin', '--name=样本');
      const admin = new OfficeClient(url);
      administrator = admin;
      good(await admin.post('/api/v1/session/set-up', { login: 'first.admin', code: setUpCode, password: PASSWORD }));
      await prove(admin, 'manage');
      const screens: Record<string, OfficeClient> = {};
      for (const [name, role] of Object.entries(roles)) {
        const account = { login: `a.${name}`, displayName: '样本', roles: [{ role, officeId: OFFICE_ID }] };
        const { setUpCode: code } = good(await admin.post('/api/v1/accounts', account));
        const screen = new OfficeClient(url);
        good(await screen.post('/api/v1/session/set-up', { login: account.login, code, password: PASSWORD }));
        screens[name] = screen;
      }
      return screens;
    },
    /** The login of an account that somebody has as a holder, with the password of everybody; made after the staff. */
    async holder({ url }: ServedProcess, personId: string): Promise<string> {
      if (administrator === undefined) throw new Error('no staff');
      await prove(administrator, 'manage');
      const login = `holder.${personId.slice(0, 8)}`;
      const roles = [{ role: 'holder', ownerId: personId }];
      const account = { login, displayName: '样本', roles, personId };
      const { setUpCode: code } = good(await administrator.post('/api/v1/accounts', account));
      good(await new OfficeClient(url).post('/api/v1/session/set-up', { login, code, password: PASSWORD }));
      return login;
    },
    /** A decided first case of a new person. */
    async aCase() {
      people += 1;
      const [clerk, reviewer] = [anOfficer(), anOfficer()];
      const person = await aPerson(stores, clerk, anIdNumber('1991-11-05', people));
      const application = await anApprovedCase(stores, { clerk, reviewer }, person);
      return stores.inTransaction(clerk, (tx) => tx.applications.save(application, { eligibility: FOUND }));
    },
    /** A plain first case of a new person that waits for a decision. */
    async aPlainCase() {
      people += 1;
      const clerk = anOfficer();
      const person = await aPerson(stores, clerk, anIdNumber('1991-11-05', people));
      const application = await aCaseInReview(stores, clerk, person);
      return stores.inTransaction(clerk, (tx) => tx.applications.save(application, { eligibility: PLAIN }));
    },
    async close(): Promise<void> {
      for (const agent of agents) await agent.stop();
      for (const child of [...children, ...running.map((served) => served.child)]) child.kill('SIGKILL');
      await stores.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Environment = Readonly<Record<string, string | undefined>>;
type Ceremony = (folder: string) => readonly string[];

/** Where an office that is served has its data and its passphrase. */
function placesIn(folder: string) {
  return { PERMIT_DATA: join(folder, 'data'), PERMIT_PASSPHRASE_FILE: join(folder, 'passphrase') };
}

/** Holds the ceremony and founds the agents' authority in an empty folder. */
async function found(folder: string, environment: Environment, ceremony: Ceremony): Promise<void> {
  const keys = join(folder, 'data', 'keys');
  mkdirSync(join(keys, 'suppliers'), { recursive: true });
  await makeMissingKeys(keys, (length) => crypto.getRandomValues(new Uint8Array(length)));
  writeFileSync(join(keys, 'suppliers', `${SUPPLIER_BATCH}.key`), SUPPLIER_MASTER_HEX, { mode: 0o600 });
  writeFileSync(join(folder, 'passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 });
  const issuer = toolOn(folder, { ...environment, ...placesIn(folder) });
  issuer('ceremony', ...ceremony(folder));
  issuer('agent', 'certificate', 'authority');
  issuer('agent', 'certificate', 'service', '127.0.0.1');
}

/** Runs commands of the tool to their end. @throws Error with what one wrote that failed */
function toolOn(folder: string, env: Environment) {
  return (...args: readonly string[]): Readonly<Record<string, unknown>> => {
    const parameters = [ISSUER, ...args, '--json', `--office=${join(folder, 'office')}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
    return stdout.startsWith('{') ? JSON.parse(stdout) : {};
  };
}

async function started(child: ChildProcess): Promise<ServedProcess> {
  const lines: string[] = [];
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('no output');
  createInterface({ input: stderr }).on('line', (line) => lines.push(line));
  const { url = '', counterPort = 0 } = await new Promise<Ready>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      lines.push(line);
      const said: Ready = JSON.parse(line);
      if (said.ready === true) resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`exit ${String(code)}: ${lines.join('\n')}`)));
  });
  return {
    child,
    url,
    counterPort,
    lines,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

type Ready = { readonly ready?: true; readonly url?: string; readonly counterPort?: number };

/** Proves to be present for acts of that class. */
export async function prove(screen: OfficeClient, purpose: 'decide' | 'sign' | 'revoke' | 'manage'): Promise<void> {
  const proof = { method: 'password', password: PASSWORD };
  good(await screen.post('/api/v1/session/step-up', { class: purpose, proof }));
}

/** The body of a reply that has to be good. */
export function good({ status, body }: ApiReply): Readonly<Record<string, unknown>> {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
