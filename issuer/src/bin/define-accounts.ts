import type { Argv } from 'yargs';
import type { CommandOutput } from './command-output.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

/** `permit-issuer account`: what nobody who is signed in could do yet. Everything else goes through the API. */
export function defineAccounts(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli.command('account', 'the first account of the service', (command) =>
    command
      .command(
        'administrator',
        'make an account that makes accounts and reads nobody; prints its one-time code',
        (each) =>
          each
            .option('login', {
              type: 'string',
              demandOption: true,
              describe: 'small letters, digits, dots and hyphens',
            })
            .option('name', { type: 'string', demandOption: true, describe: 'what others see' }),
        run(async ({ office, clock, login, name }, output) => {
          const { makeAdministrator } = await import('./commands/account-command.ts');
          return makeAdministrator({ output, office, clock, login, name });
        }),
      )
      .demandCommand(1),
  );
}
