import { PermitError } from '@residence-permit/shared/errors';
import type { Argv } from 'yargs';
import type { CommandOutput } from './command-output.ts';
import { agentCommand, type CertificateChange, certificateCommand } from './commands/agent-commands.ts';
import { parseClock, parseCount } from './parse-settings.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

/** `permit-issuer agent …` */
export function defineAgents(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli.command(
    'agent',
    'relay between the card readers of this PC and the service; its certificates',
    (command) =>
      command
        .command('certificate', 'the authority of the agents and what it signed', (certificate) =>
          defineCertificates(certificate, run),
        )
        .option('service', { type: 'string', describe: 'wss://host:port' })
        .option('p12', {
          type: 'string',
          describe: 'certificate of this counter; its passphrase from PERMIT_P12_PASSPHRASE, or asked for',
        }),
    run(async ({ service, p12 }, output) => {
      if (service === undefined || p12 === undefined) {
        throw new PermitError('SETTING_BAD', { detail: 'want --service and --p12' });
      }
      return agentCommand(output, { service, p12 });
    }),
  );
}

function defineCertificates(cli: Argv<Common>, run: Run): Argv<Common> {
  const change = (given: Common, output: CommandOutput, what: CertificateChange) =>
    certificateCommand(output, { office: given.office, clock: parseClock(given.clock) }, what);
  return cli
    .command(
      'authority',
      'make the authority of the agents; its key is sealed under a passphrase',
      (command) => command,
      run((given, output) => change(given, output, { kind: 'authority' })),
    )
    .command(
      'service <hosts..>',
      'certify the service under its host names and addresses',
      (command) => withDays(command.positional('hosts', { type: 'string', array: true, demandOption: true })),
      run(({ hosts, days, ...given }, output) =>
        change(given, output, { kind: 'service', hosts, days: parseCount('--days', days) }),
      ),
    )
    .command(
      'counter <name>',
      'make the .p12 file of a counter, new or renewed',
      (command) =>
        withDays(command.positional('name', { type: 'string', demandOption: true })).option('out', {
          type: 'string',
          demandOption: true,
          describe: 'file to write, mode 0600',
        }),
      run(({ name, days, out, ...given }, output) =>
        change(given, output, { kind: 'counter', name, days: parseCount('--days', days), out }),
      ),
    )
    .command(
      'revoke <which>',
      'revoke a certificate by its serial number, or all of a counter by its name',
      (command) => command.positional('which', { type: 'string', demandOption: true }),
      run(({ which, ...given }, output) => change(given, output, { kind: 'revoke', which })),
    )
    .command(
      'list',
      'list the certificates that were made',
      (command) => command,
      run((given, output) => change(given, output, { kind: 'list' })),
    )
    .demandCommand(1, 'name what to do with certificates');
}

function withDays<Given>(command: Argv<Given>) {
  return command.option('days', { type: 'number', default: 90, describe: 'how long it is good' });
}
