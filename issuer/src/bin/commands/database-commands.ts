import {
  type DatabaseKind,
  isUpToDate,
  KEY_STORE_STEPS,
  keyStoreVersion,
  migrate,
  migrateKeyStore,
  MIGRATIONS_FOLDER,
  migrationStatus,
  readMigrations,
  restoreBackup,
  withSession,
  writeBackup,
} from '../../adapters/database/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { type OfficeDatabases, openOfficeDatabases } from '../office-databases.ts';
import { parseClock } from '../parse-settings.ts';

/** `permit-issuer database migrate` */
export function migrateCommand(output: CommandOutput): Promise<number> {
  return withDatabases('make', async ({ urls, provision }) => {
    await provision();
    const applied = await migrate({ url: urls.register });
    const keyStore = await migrateKeyStore({ url: urls['key-store'] });
    writeResult(output, { applied, keyStore }, [
      ...applied.map((name) => `applied      ${name}`),
      `key store    version ${keyStore.to}${keyStore.from === keyStore.to ? '' : `, was ${keyStore.from}`}`,
    ]);
    return EXIT.DONE;
  });
}

/** `permit-issuer database status`: done when both databases are what this version works with, else refused. */
export function statusCommand(output: CommandOutput): Promise<number> {
  return withDatabases('refuse', async ({ urls }) => {
    const migrations = await readMigrations(MIGRATIONS_FOLDER);
    const register = await withSession({ url: urls.register, role: 'permit_migrator' }, (client) =>
      migrationStatus(client, migrations),
    );
    const version = await withSession({ url: urls['key-store'], role: 'permit_migrator' }, keyStoreVersion);
    const upToDate = isUpToDate(register) && version === KEY_STORE_STEPS.length;
    writeResult(output, { upToDate, register, keyStore: { version, wanted: KEY_STORE_STEPS.length } }, [
      ...Object.entries(register).map(([state, names]) => `${state.padEnd(12)} ${names.join(', ') || '–'}`),
      `key store    version ${version} of ${KEY_STORE_STEPS.length}`,
    ]);
    return upToDate ? EXIT.DONE : EXIT.REFUSED;
  });
}

/** `permit-issuer database backup` */
export function backupCommand(
  output: CommandOutput,
  given: { readonly what: DatabaseKind; readonly to: string; readonly clock: string },
): Promise<number> {
  return withDatabases('refuse', async ({ urls }) => {
    const at = parseClock(given.clock)();
    const tables = await writeBackup({ url: urls[given.what], kind: given.what, file: given.to, at });
    writeResult(output, { file: given.to, tables }, [`written      ${given.to}, ${tables} tables`]);
    return EXIT.DONE;
  });
}

/** `permit-issuer database restore` */
export function restoreCommand(
  output: CommandOutput,
  given: { readonly what: DatabaseKind; readonly from: string },
): Promise<number> {
  return withDatabases('make', async ({ urls, provision }) => {
    await provision();
    const { takenAt, tables } = await restoreBackup({ url: urls[given.what], kind: given.what, file: given.from });
    writeResult(output, { takenAt, tables }, [`restored     ${tables} tables as of ${takenAt}`]);
    return EXIT.DONE;
  });
}

async function withDatabases(
  missing: 'make' | 'refuse',
  work: (databases: OfficeDatabases) => Promise<number>,
): Promise<number> {
  const databases = await openOfficeDatabases(process.env, { missing });
  try {
    return await work(databases);
  } finally {
    await databases.close();
  }
}
