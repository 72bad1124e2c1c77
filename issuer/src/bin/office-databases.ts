import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import {
  databaseOf,
  type DatabaseKind,
  openEmbeddedDatabase,
  provisionDatabase,
  type RolePasswords,
  userOf,
  withDatabase,
} from '../adapters/database/index.ts';

const Address = z.string().regex(/^postgres(ql)?:\/\//, 'want postgresql://…');
const Password = z.string().min(16, 'want 16 characters or more');

/** The environment of `permit-issuer database`. */
const Environment = z.object({
  PERMIT_DATA: z.string().min(1).default('permit-data'),
  DATABASE_URL: Address.optional(),
  KEYSTORE_URL: Address.optional(),
  PERMIT_ADMIN_URL: Address.optional(),
  PERMIT_KEYSTORE_ADMIN_URL: Address.optional(),
  PERMIT_MIGRATOR_PASSWORD: Password.optional(),
  PERMIT_SERVICE_PASSWORD: Password.optional(),
  PERMIT_AUDITOR_PASSWORD: Password.optional(),
});
type Environment = z.output<typeof Environment>;

/** Both databases as their owner reaches them. */
export type OfficeDatabases = {
  readonly urls: Readonly<Record<DatabaseKind, string>>;
  /** makes roles and databases where they are missing; an embedded one has them */
  readonly provision: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Finds the databases that the environment names: those of a server, or the embedded ones, which are started.
 * @param given.missing what to do when there is no embedded database yet
 * @throws PermitError SETTING_BAD naming every variable that is wrong, DATABASE_START_FAILED
 */
export async function openOfficeDatabases(
  environment: Readonly<Record<string, string | undefined>>,
  given: { readonly missing: 'make' | 'refuse' },
): Promise<OfficeDatabases> {
  const settings = parse(environment);
  const { DATABASE_URL: register, KEYSTORE_URL: keyStore } = settings;
  if (register !== undefined && keyStore !== undefined) return onServer(settings, register, keyStore);
  const data = resolve(settings.PERMIT_DATA);
  if (given.missing === 'refuse' && !existsSync(join(data, 'server'))) {
    throw new PermitError('SETTING_BAD', { detail: `no database in ${data}; \`database migrate\` makes one` });
  }
  const embedded = await openEmbeddedDatabase({ folder: data, preparation: 'provisioned' });
  return {
    urls: { register: embedded.migratorUrl, 'key-store': embedded.keyStoreMigratorUrl },
    provision: () => Promise.resolve(),
    close: embedded.close,
  };
}

function onServer(settings: Environment, register: string, keyStore: string): OfficeDatabases {
  const { PERMIT_ADMIN_URL: admin, PERMIT_KEYSTORE_ADMIN_URL: keyStoreAdmin } = settings;
  const isOneServer = new URL(register).host === new URL(keyStore).host;
  const urls = {
    register: administered(register, admin),
    'key-store': administered(keyStore, keyStoreAdmin ?? (isOneServer ? admin : undefined)),
  };
  const passwords = passwordsOf(settings);
  const provision = async () => {
    for (const kind of ['register', 'key-store'] as const) {
      // The owner has what it needs, and may make no roles.
      if (userOf(urls[kind]) !== 'permit_migrator') {
        await provisionDatabase({ adminUrl: urls[kind], kind, passwords });
      }
    }
  };
  return { urls, provision, close: () => Promise.resolve() };
}

/** The database of one address, as the user of another. */
function administered(url: string, admin: string | undefined): string {
  return admin === undefined ? url : withDatabase(admin, databaseOf(url));
}

function passwordsOf(settings: Environment): RolePasswords {
  const all = {
    permit_migrator: settings.PERMIT_MIGRATOR_PASSWORD,
    permit_service: settings.PERMIT_SERVICE_PASSWORD,
    permit_auditor: settings.PERMIT_AUDITOR_PASSWORD,
  };
  return Object.fromEntries(Object.entries(all).filter(([, password]) => password !== undefined));
}

function parse(environment: Readonly<Record<string, string | undefined>>): Environment {
  const read = Environment.safeParse(environment);
  const wrong = read.success
    ? pairsOf(read.data)
    : read.error.issues.map((issue) => `${issue.path.join()}: ${issue.message}`);
  if (!read.success || wrong.length > 0) throw new PermitError('SETTING_BAD', { detail: wrong.join('; ') });
  return read.data;
}

function pairsOf({ DATABASE_URL: register, KEYSTORE_URL: keyStore }: Environment): readonly string[] {
  if ((register === undefined) !== (keyStore === undefined))
    return ['DATABASE_URL and KEYSTORE_URL: want both or neither'];
  if (register !== undefined && register === keyStore) return ['KEYSTORE_URL: want another database than DATABASE_URL'];
  return [];
}
