import { PermitError } from '@residence-permit/shared/errors';
import type { Argv } from 'yargs';
import { OPERATIONS } from '../ceremony/index.ts';
import type { CommandOutput } from './command-output.ts';
import { ceremonyCommand, renewCommand } from './commands/authority-commands.ts';
import { holdCommand, verifyTranscriptCommand } from './commands/ceremony-commands.ts';
import { recoverCommand } from './commands/recover-command.ts';
import {
  addGrantorSignerCommand,
  affectedCommand,
  listSignersCommand,
  retireSignerCommand,
  withdrawSignerCommand,
} from './commands/signer-commands.ts';
import { openOffice } from './office-folder.ts';
import { parseClock } from './parse-settings.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

const officeOf = (given: Common) => openOffice(given.office, parseClock(given.clock));
const signerName = (command: Argv<Common>) =>
  command.positional('signer', { type: 'string', demandOption: true, describe: 'name, as `signer list` prints it' });

/** `permit-issuer ceremony …` */
export function defineCeremony(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli.command(
    'ceremony',
    'hold the key ceremony of a plan, or make a test authority with --test-keys',
    (command) =>
      defineSteps(command, run)
        .option('plan', { type: 'string', describe: 'plan of the ceremony, a JSON file' })
        .option('dry-run', { type: 'boolean', default: false, describe: 'do all of it in memory and write nothing' })
        .option('transcript', { type: 'string', describe: 'folder for the transcript' })
        .option('secrets', { type: 'string', describe: 'passphrases of a rehearsal, a JSON file of mode 0600' })
        .option('keys-on', {
          type: 'string',
          describe: 'PKCS#11 URI of the token that makes and keeps the online keys',
        })
        .option('test-keys', {
          type: 'boolean',
          default: false,
          describe: 'every key, the offline ones too, as plain files in one folder',
        })
        .option('renew', { type: 'boolean', default: false, describe: 'renew what nears its end under test keys' })
        .option('name', {
          type: 'string',
          default: 'Test Residence Permit Authority',
          describe: 'name of a test authority',
        })
        .option('issuing-office', { type: 'string', default: 'Test Permit Office 1', describe: 'its first office' })
        .option('root-keys', { type: 'number', default: 3, describe: 'offline keys of its root file' })
        .option('threshold', { type: 'number', default: 2, describe: 'how many of them must sign' }),
    run(async (given, output) => {
      const { office, plan: planFile, transcript, testKeys, dryRun } = given;
      const clock = parseClock(given.clock);
      if (given.renew) return renewCommand(output, await officeOf(given));
      if (testKeys && planFile === undefined) {
        const { name, issuingOffice, rootKeys: bundleRootKeys, threshold } = given;
        const plan = { name, offices: [issuingOffice], bundleRootKeys, threshold };
        return ceremonyCommand({ output, office, plan, clock });
      }
      if (testKeys || planFile === undefined || (transcript === undefined && !dryRun)) {
        const detail = 'want --plan with --transcript or --dry-run, or --test-keys for an authority of plain files';
        throw new PermitError('SETTING_BAD', { detail });
      }
      const secretsFile = given.secrets;
      const { keysOn } = given;
      return holdCommand({
        output,
        office,
        planFile,
        transcript: transcript ?? '',
        secretsFile,
        dryRun,
        keysOn,
        clock,
      });
    }),
  );
}

function defineSteps(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli
    .command(
      'recover <operation> <packets..>',
      'bring the packets of enough custodians together for one offline operation',
      (command) =>
        command
          .positional('operation', { choices: OPERATIONS, demandOption: true })
          .positional('packets', {
            type: 'string',
            array: true,
            demandOption: true,
            describe: 'files of the custodians',
          })
          .option('plan', {
            type: 'string',
            demandOption: true,
            describe: 'plan of the ceremony; of rotate-root, the plan with the new custodians',
          })
          .option('transcript', { type: 'string', demandOption: true, describe: 'folder for the transcript' })
          .option('secrets', { type: 'string', describe: 'passphrases of a rehearsal, a JSON file of mode 0600' })
          .option('issuing-office', { type: 'string', describe: 'add-document-signer: whose signer it is' })
          .option('cap', { type: 'number', describe: 'add-document-signer: most signatures; else that of the plan' })
          .option('keys-on', {
            type: 'string',
            describe: 'PKCS#11 URI of the token that makes and keeps a new online key',
          }),
      run(async (given, output) => {
        const { office, operation, packets, transcript, plan: planFile, issuingOffice, cap } = given;
        const clock = parseClock(given.clock);
        const request = { output, office, operation, packets, transcript, planFile, issuingOffice, cap, clock };
        return recoverCommand({ ...request, secretsFile: given.secrets, keysOn: given.keysOn });
      }),
    )
    .command(
      'verify-transcript <file>',
      'check a transcript and hold it against the public files of the authority',
      (command) => command.positional('file', { type: 'string', demandOption: true, describe: 'transcript.json' }),
      run(async ({ file, office }, output) => verifyTranscriptCommand(output, office, file)),
    );
}

/** `permit-issuer signer …` */
export function defineSigners(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli.command('signer', 'list, add, retire or withdraw the signers of records', (command) =>
    command
      .command(
        'list',
        'every signer with its period, its signatures and its cap',
        (list) => list,
        run(async (given, output) => listSignersCommand(output, await officeOf(given))),
      )
      .command(
        'add <grantor>',
        'make a further signer of a grantor; of an office: `ceremony recover add-document-signer`',
        (add) =>
          add
            .positional('grantor', { type: 'string', demandOption: true, describe: 'department of the catalogue' })
            .option('cap', { type: 'number', describe: 'most signatures of the new signer' })
            .option('keys-on', { type: 'string', describe: 'PKCS#11 URI of the token that makes and keeps its key' }),
        run(async ({ grantor, cap, keysOn, ...given }, output) =>
          addGrantorSignerCommand(output, await officeOf(given), { grantor, cap, keysOn }),
        ),
      )
      .command(
        'retire <signer>',
        'let a signer sign until an instant and no longer; what it signed stays good',
        (retire) => signerName(retire).option('at', { type: 'string', describe: 'last instant; else now' }),
        run(async ({ signer, at, ...given }, output) =>
          retireSignerCommand(output, await officeOf(given), signer, at === undefined ? undefined : parseClock(at)()),
        ),
      )
      .command(
        'withdraw <signer>',
        'emergency: believe nothing of a signer but what its journal shows from before the key was lost',
        (withdraw) =>
          signerName(withdraw)
            .option('since', { type: 'string', describe: 'instant from which the journal is not believed; else now' })
            .option('keep', {
              choices: ['journal', 'none'] as const,
              default: 'journal' as const,
              describe: 'none where nothing is known of when the key was lost',
            }),
        run(async ({ signer, since, keep, ...given }, output) =>
          withdrawSignerCommand(output, await officeOf(given), {
            name: signer,
            keep,
            since: since === undefined ? undefined : parseClock(since)(),
          }),
        ),
      )
      .command(
        'affected <signer>',
        'list what a signer has signed, and what to do for each card that it is not believed for any more',
        signerName,
        run(async ({ signer, ...given }, output) => affectedCommand(output, await officeOf(given), signer)),
      )
      .demandCommand(1, 'name what to do with signers'),
  );
}
