import type { Argv } from 'yargs';
import type { CommandOutput } from './command-output.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

/** Loads the service's libraries when they are asked for. */
const commands = () => import('./commands/register-commands.ts');

/** `permit-issuer offices …` and `permit-issuer rules …`: what a register holds before the first case. */
export function defineRegister(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli
    .command('offices', 'the offices that cases come to', (command) =>
      command
        .command(
          'add <id>',
          'add an office',
          (add) =>
            add
              .positional('id', { type: 'string', demandOption: true, describe: 'short name: lower-case words' })
              .option('name', { type: 'string', demandOption: true, describe: 'as it is printed on the card' })
              .option('area', { type: 'string', demandOption: true, describe: 'GB/T 2260 code of the district' })
              .option('address', { type: 'string', default: '', describe: 'printed on receipts' })
              .option('telephone', { type: 'string', default: '', describe: 'printed on receipts' })
              .option('review-body', { type: 'string', default: '', describe: 'where to ask for reconsideration' })
              .option('court', { type: 'string', default: '', describe: 'where to go after that' }),
          run(async (given, output) => (await commands()).addOfficeCommand(output, given)),
        )
        .command(
          'list',
          'list them',
          (list) => list,
          run(async (given, output) => (await commands()).listOfficesCommand(output, given)),
        )
        .demandCommand(1, 'name what to do with the offices'),
    )
    .command(
      'service-keys',
      'make the keys of the service in PERMIT_KEYS where there are none; the embedded default does so by itself',
      (command) => command,
      run(async (_given, output) => (await commands()).makeKeysCommand(output)),
    )
    .command('rules', 'the published rules of a jurisdiction', (command) =>
      command
        .command(
          'publish [file]',
          'publish a new version from a JSON file, or the rules of the sample city',
          (publish) => publish.positional('file', { type: 'string' }),
          run(async (given, output) => (await commands()).publishRulesCommand(output, given)),
        )
        .demandCommand(1, 'name what to do with the rules'),
    );
}
