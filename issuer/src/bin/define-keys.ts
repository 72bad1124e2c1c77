import type { Argv } from 'yargs';
import type { CommandOutput } from './command-output.ts';
import { inspectKeyCommand, listTokenCommand, openKeyCommand, sealKeyCommand } from './commands/key-commands.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

const file = (command: Argv<Common>) =>
  command.positional('file', { type: 'string', demandOption: true, describe: 'key file, DER, mode 0600' });

/** `permit-issuer key …` */
export function defineKeys(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli.command('key', 'seal key files under a passphrase, and look at files and tokens', (command) =>
    command
      .command(
        'seal <file>',
        'seal a plain key file in its place; the passphrase is asked for, or read from PERMIT_PASSPHRASE_FILE',
        (seal) =>
          file(seal).option('wide', {
            type: 'boolean',
            default: false,
            describe: 'take 128 MiB instead of 16; the OpenSSL command cannot open the result',
          }),
        run(({ file: path, wide }, output) => sealKeyCommand(output, path, wide)),
      )
      .command(
        'open <file>',
        'make a sealed key file a plain one again, in its place',
        file,
        run(({ file: path }, output) => openKeyCommand(output, path)),
      )
      .command(
        'inspect <file>',
        'say how a key file is sealed, or which key a plain one holds',
        file,
        run(({ file: path }, output) => inspectKeyCommand(output, path)),
      )
      .command(
        'list <token>',
        'list keys and data objects of a token; its PIN is asked for, or read from PERMIT_PIN_FILE',
        (list) =>
          list.positional('token', { type: 'string', demandOption: true, describe: 'PKCS#11 URI, pkcs11:token=LABEL' }),
        run(({ token }, output) => listTokenCommand(output, token)),
      )
      .demandCommand(1, 'name what to do with keys'),
  );
}
