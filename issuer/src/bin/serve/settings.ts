import { isAbsolute, join, resolve } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import { AccountSettings, requireProduction } from '../../adapters/accounts/index.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
const Seconds = z.coerce.number().int().min(1).max(300);
const Address = z.string().regex(/^postgres(ql)?:\/\//, 'want postgresql://…');
const Path = z.string().min(1);

/** The environment of `permit-issuer serve` and `worker`. Everything else in the environment is nobody's business. */
const Environment = z.object({
  PERMIT_STAGE: z.enum(['production', 'trial']).default('production'),
  PERMIT_PROFILE: z.enum(['production', 'demo']).default('production'),
  PERMIT_HOST: z.string().min(1).default('127.0.0.1'),
  PERMIT_PORT: Port.default(8080),
  PERMIT_RELAY_PORT: Port.default(8443),
  PERMIT_ORIGIN: z.string().optional(),
  PERMIT_RP_ID: z.string().optional(),
  PERMIT_TLS_CERT: Path.optional(),
  PERMIT_TLS_KEY: Path.optional(),
  PERMIT_DATA: Path.default('permit-data'),
  PERMIT_KEYS: Path.optional(),
  PERMIT_SPOOL: Path.optional(),
  PERMIT_ERASURES: Path.optional(),
  PERMIT_WITNESS: Path.optional(),
  PERMIT_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PERMIT_STOP_SECONDS: Seconds.default(20),
  PERMIT_IDLE_SECONDS: z.coerce.number().int().min(60).max(3600).default(900),
  DATABASE_URL: Address.optional(),
  KEYSTORE_URL: Address.optional(),
});
type Environment = z.output<typeof Environment>;

/** The settings of the service, all of them valid. */
export type ServiceSettings = {
  readonly stage: Environment['PERMIT_STAGE'];
  readonly host: string;
  readonly port: number;
  /** Where the agents of the counters come to. */
  readonly relayPort: number;
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
  /** The folder of the embedded database and of what has no path of its own. */
  readonly data: string;
  readonly keys: string;
  readonly spool: string;
  /** The ledger of erasures: a file outside every database and its backups. */
  readonly erasures: string;
  /** The file at another place that checkpoints of the audit log are added to; nobody outside is told where there is none. */
  readonly witness: string | undefined;
  readonly logLevel: Environment['PERMIT_LOG_LEVEL'];
  readonly stopMs: number;
  /** Addresses with passwords of a server; embedded where there are none. */
  readonly databases: { readonly register: string; readonly keyStore: string } | undefined;
  readonly accounts: AccountSettings;
};

/**
 * Reads the settings, each with its default.
 * @throws PermitError SETTING_BAD naming every variable that is wrong and what is wanted, and never what stands in it
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): ServiceSettings {
  const read = Environment.safeParse(environment);
  if (!read.success) throw bad(wordsOf(read.error));
  const given = read.data;
  const accounts = accountsOf(given);
  const wrong = [...wrongPairs(given), ...accounts.wrong];
  if (wrong.length > 0 || accounts.settings === undefined) throw bad(wrong);
  if (given.PERMIT_STAGE === 'production') requireProduction(accounts.settings);
  const data = resolve(given.PERMIT_DATA);
  const { PERMIT_TLS_CERT: certificate, PERMIT_TLS_KEY: key, DATABASE_URL: register, KEYSTORE_URL: keyStore } = given;
  return {
    stage: given.PERMIT_STAGE,
    host: given.PERMIT_HOST,
    port: given.PERMIT_PORT,
    relayPort: given.PERMIT_RELAY_PORT,
    tls: certificate === undefined || key === undefined ? undefined : { certificate, key },
    data,
    keys: within(data, given.PERMIT_KEYS ?? 'keys'),
    spool: within(data, given.PERMIT_SPOOL ?? 'outbox'),
    erasures: within(data, given.PERMIT_ERASURES ?? 'erasures.ledger'),
    witness: given.PERMIT_WITNESS === undefined ? undefined : resolve(given.PERMIT_WITNESS),
    logLevel: given.PERMIT_LOG_LEVEL,
    stopMs: given.PERMIT_STOP_SECONDS * 1000,
    databases: register === undefined || keyStore === undefined ? undefined : { register, keyStore },
    accounts: accounts.settings,
  };
}

/** What must be given together, and what cannot be. */
function wrongPairs(given: Environment): readonly string[] {
  const pairs = [
    ['PERMIT_TLS_CERT', 'PERMIT_TLS_KEY'],
    ['DATABASE_URL', 'KEYSTORE_URL'],
  ] as const;
  return [
    ...pairs
      .filter(([one, other]) => (given[one] === undefined) !== (given[other] === undefined))
      .map(([one, other]) => `${one} and ${other}: want both or neither`),
    ...(given.DATABASE_URL !== undefined && given.DATABASE_URL === given.KEYSTORE_URL
      ? ['KEYSTORE_URL: want another database than DATABASE_URL, since it is backed up apart']
      : []),
  ];
}

/** Signing in, from the origin that browsers show. In a trial this is the machine itself. */
function accountsOf(given: Environment) {
  const scheme = given.PERMIT_TLS_CERT === undefined ? 'http' : 'https';
  const origin =
    given.PERMIT_ORIGIN ?? (given.PERMIT_STAGE === 'trial' ? `${scheme}://localhost:${given.PERMIT_PORT}` : undefined);
  if (origin === undefined || !URL.canParse(origin)) {
    return { settings: undefined, wrong: ['PERMIT_ORIGIN: want https://host of the pages'] };
  }
  const idleS = given.PERMIT_IDLE_SECONDS;
  const rpId = given.PERMIT_RP_ID ?? new URL(origin).hostname;
  const read = AccountSettings.safeParse({ profile: given.PERMIT_PROFILE, origin, rpId, idleS });
  if (read.success) return { settings: read.data, wrong: [] };
  return { settings: undefined, wrong: wordsOf(read.error).map((words) => `PERMIT_ORIGIN, PERMIT_RP_ID: ${words}`) };
}

/** The words of the schema; the value is not in them. */
function wordsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
}

function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function bad(wrong: readonly string[]): PermitError {
  return new PermitError('SETTING_BAD', { detail: wrong.join('; ') });
}
