import type { Argv } from 'yargs';
import type { CommandOutput } from './command-output.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

/** Loads the database when it is asked for: its libraries would slow every other command down. */
const commands = () => import('./commands/database-commands.ts');

const what = (command: Argv<Common>) =>
  command.positional('what', {
    choices: ['register', 'key-store'] as const,
    demandOption: true,
    describe: 'which of the two databases; their backups are kept apart',
  });

/** `permit-issuer database …`; which database comes from the environment. */
export function defineDatabase(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli.command(
    'database',
    'make, migrate, back up and restore the databases of PERMIT_DATA, or of DATABASE_URL and KEYSTORE_URL',
    (command) =>
      command
        .command(
          'migrate',
          'make roles and databases where they are missing and bring both up to this version; PERMIT_ADMIN_URL names who may',
          (migrate) => migrate,
          run(async (_given, output) => (await commands()).migrateCommand(output)),
        )
        .command(
          'status',
          'say which migrations are applied, pending, failed or unknown',
          (status) => status,
          run(async (_given, output) => (await commands()).statusCommand(output)),
        )
        .command(
          'backup <what>',
          'write what a database holds to a file, while the service works',
          (backup) => what(backup).option('to', { type: 'string', demandOption: true, describe: 'file, mode 0600' }),
          run(async (given, output) => (await commands()).backupCommand(output, given)),
        )
        .command(
          'restore <what>',
          'fill an empty database from a backup of this version or an older one, and migrate it',
          (restore) => what(restore).option('from', { type: 'string', demandOption: true, describe: 'the backup' }),
          run(async (given, output) => (await commands()).restoreCommand(output, given)),
        )
        .demandCommand(1, 'name what to do with the databases'),
  );
}
