import type { Argv } from 'yargs';
import type { CommandOutput } from './command-output.ts';
import type { ServiceRole } from './serve/index.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

/** `permit-issuer serve` and `permit-issuer worker`; their settings come from the environment. */
export function defineService(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli
    .command(
      'serve',
      'answer requests at /api/v1, and work on jobs; settings come from PERMIT_*, DATABASE_URL and KEYSTORE_URL',
      (command) =>
        command.option('jobs', {
          type: 'boolean',
          default: true,
          describe: 'work on jobs too; else only `worker` does',
        }),
      run((given, output) => start(given, output, given.jobs ? 'both' : 'serve')),
    )
    .command(
      'worker',
      'work on jobs only; as many processes as wanted share them',
      (command) => command,
      run((given, output) => start(given, output, 'worker')),
    );
}

/** Loads the service when it is asked for: its libraries would slow every other command down. */
async function start({ office, clock }: Common, output: CommandOutput, role: ServiceRole): Promise<number> {
  const { serviceCommand } = await import('./commands/service-commands.ts');
  return serviceCommand({ output, role, office, clock });
}
