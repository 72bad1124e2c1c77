import { PermitError } from '@residence-permit/shared/errors';
import type { Grant } from '@residence-permit/shared/records';
import yargs, { type Argv } from 'yargs';
import { type CommandOutput, writeFailure } from './command-output.ts';
import { publishCommand, revokeTerminalCommand, terminalCommand } from './commands/authority-commands.ts';
import {
  activateCommand,
  endorseCommand,
  type GrantChange,
  grantCommand,
  replaceCommand,
  signCommand,
  standingCommand,
} from './commands/card-commands.ts';
import { batchCommand, intakeCommand, personaliseCommand, quarantineCommand } from './commands/production-commands.ts';
import { showCommand } from './commands/show-command.ts';
import { defineAccounts } from './define-accounts.ts';
import { defineAudit } from './define-audit.ts';
import { defineDatabase } from './define-database.ts';
import { defineRegister } from './define-register.ts';
import { defineAgents } from './define-agents.ts';
import { defineCeremony, defineSigners } from './define-ceremony.ts';
import { defineKeys } from './define-keys.ts';
import { defineService } from './define-service.ts';
import { EXIT } from './exit-status.ts';
import { QUARANTINE_REASONS } from '../register/index.ts';
import { type OfficeFolder, openOffice } from './office-folder.ts';
import { parseClock, parseCount, parseDay } from './parse-settings.ts';

const EPILOGUE = `Exit status: ${EXIT.DONE} done, ${EXIT.REFUSED} refused by a rule of the office, ${EXIT.USAGE} wrong arguments, ${EXIT.UNAVAILABLE} no reader, card or token, ${EXIT.FAULT} fault.
Keys and passwords are never printed. Key files, the register and PUK letters have mode 0600.`;

/** Parses the arguments, runs one command, and answers the exit status. */
export async function runCommandLine(parameters: readonly string[]): Promise<number> {
  let status: number = EXIT.USAGE;
  let output: CommandOutput = { json: parameters.includes('--json') };
  const run: Run = (command) => async (given) => {
    output = { json: given.json };
    status = await command(given, output);
  };
  try {
    await defineCommands(run)
      .exitProcess(false)
      .fail((message, cause) => {
        throw cause ?? new PermitError('SETTING_BAD', { detail: message });
      })
      .parseAsync([...parameters], {}, (_cause, _parsed, text) => {
        // Help and version come here, on their own.
        if (text === '') return;
        process.stdout.write(`${text}\n`);
        status = EXIT.DONE;
      });
  } catch (cause) {
    return writeFailure(output, cause);
  }
  return status;
}

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

function defineCommands(run: Run): Argv<Common> {
  const base = yargs()
    .scriptName('permit-issuer')
    .usage(
      '$0 COMMAND\n\nThe office: keys, permits, cards, endorsements, grants, revocation and the files that verifiers trust.',
    )
    .option('json', { type: 'boolean', default: false, describe: 'print one JSON object' })
    .option('office', { type: 'string', default: 'office', describe: 'folder of the office' })
    .option('clock', {
      type: 'string',
      default: 'system',
      describe: 'system, or an instant like 2026-06-15T02:00:00Z',
    });
  const service = defineService(
    liveCommands(
      productionCommands(
        cardCommands(
          authorityCommands(defineAgents(defineKeys(defineSigners(defineCeremony(base, run), run), run), run), run),
          run,
        ),
        run,
      ),
      run,
    ),
    run,
  );
  return defineAudit(defineRegister(defineAccounts(defineDatabase(service, run), run), run), run)
    .demandCommand(1, 'name a command')
    .strict()
    .help()
    .version(false)
    .wrap(120)
    .epilogue(EPILOGUE);
}

function authorityCommands(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli
    .command(
      'terminal <mnemonic>',
      'make the credential folder of a terminal',
      (command) =>
        command
          .positional('mnemonic', { type: 'string', demandOption: true, describe: '2 to 9 capitals or digits' })
          .option('purpose', { type: 'string', demandOption: true, describe: 'purpose of the catalogue, or office' })
          .option('dv', { choices: ['official', 'non-official'] as const, describe: 'verifier that it stands under' })
          .option('out', { type: 'string', demandOption: true, describe: 'folder to write' }),
      run(async ({ mnemonic, purpose, dv, out, ...given }, output) =>
        terminalCommand({ output, office: await officeOf(given), mnemonic, purpose, dv, out }),
      ),
    )
    .command(
      'publish',
      'sign status lists and bundle anew and write the trust folder',
      (command) =>
        command
          .option('out', { type: 'string', describe: 'trust folder; else that of the office' })
          .option('to', { type: 'string', describe: 'folder for a whole copy that explains itself: a USB stick' }),
      run(async ({ out, to, ...given }, output) => publishCommand({ output, office: await officeOf(given), out, to })),
    )
    .command(
      'show [card]',
      'list the cards, or show one with its grants',
      (command) => command.positional('card', { type: 'string', describe: 'card number' }),
      run(async (given, output) => showCommand(output, await officeOf(given), given.card)),
    );
}

function cardCommands(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli
    .command(
      'sign <permit>',
      'enter a decided permit from a JSON file and plan its card',
      (command) =>
        command
          .positional('permit', { type: 'string', demandOption: true, describe: 'JSON file; its portrait beside it' })
          .option('device-key', { type: 'string', describe: 'for a chip elsewhere: its key, 130 hex digits' })
          .option('receipt-key', { type: 'string', describe: 'its other key, 130 hex digits' })
          .option('out', { type: 'string', describe: 'folder for the signed files' })
          .implies('device-key', ['receipt-key', 'out']),
      run(async ({ permit, deviceKey, receiptKey, out, ...given }, output) => {
        const complete = deviceKey !== undefined && receiptKey !== undefined && out !== undefined;
        const keys = complete ? { deviceKey, receiptKey, out } : undefined;
        return signCommand({ output, office: await officeOf(given), permitFile: permit, keys });
      }),
    )
    .command(
      'hold <card>',
      'put a lost card on hold',
      card,
      run(async (given, output) => standingCommand(await target(given, output), 'hold')),
    )
    .command(
      'lift <card>',
      'lift the hold of a card that was found',
      card,
      run(async (given, output) => standingCommand(await target(given, output), 'lift')),
    )
    .command(
      'revoke [card]',
      'revoke a card, or a terminal, for good',
      (command) =>
        command
          .positional('card', { type: 'string', describe: 'card number' })
          .option('terminal', { type: 'string', describe: 'reference of a terminal certificate' }),
      run(async ({ card: cardNumber, terminal, ...given }, output) => {
        const office = await officeOf(given);
        if (terminal !== undefined && cardNumber === undefined)
          return revokeTerminalCommand(output, office.register, terminal);
        if (cardNumber === undefined || terminal !== undefined)
          throw new PermitError('SETTING_BAD', { detail: 'a card or --terminal' });
        return standingCommand({ output, office, cardNumber }, 'revoke');
      }),
    )
    .command(
      'replace <card>',
      'revoke an active card and plan the one that takes its place',
      card,
      run(async (given, output) => replaceCommand(await target(given, output))),
    );
}

function productionCommands(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli
    .command(
      'intake',
      "take the blank on the reader into stock: its supplier's keys are replaced by the office's own",
      (command) =>
        onReader(command)
          .option('supplier-key', {
            type: 'string',
            demandOption: true,
            describe: "file with the supplier's batch key",
          })
          .option('batch', { type: 'string', default: 'unnamed', describe: 'what the delivery is called' }),
      run(async ({ supplierKey, batch, ...given }, output) =>
        intakeCommand({ output, office: await officeOf(given), ...reader(given), supplierKey, batch }),
      ),
    )
    .command(
      'personalise <card>',
      'write the planned card to the blank on the reader and read it back in another process',
      (command) =>
        onReader(card(command)).option('letter', {
          type: 'string',
          demandOption: true,
          describe: 'file for CAN and PUK, mode 0600',
        }),
      run(async ({ letter, ...given }, output) =>
        personaliseCommand({ ...(await target(given, output)), ...reader(given), letter, clockText: given.clock }),
      ),
    )
    .command(
      'batch [cards..]',
      'personalise every planned card, or those named, over several readers at once',
      (command) =>
        command
          .positional('cards', { type: 'string', array: true, default: [], describe: 'card numbers' })
          .option('reader', { type: 'string', array: true, demandOption: true, describe: "part of a reader's name" })
          .option('wait', { type: 'number', default: 60, describe: 'seconds to wait for each card' })
          .option('attempts', { type: 'number', default: 3, describe: 'for each card, before it is quarantined' })
          .option('letters', { type: 'string', demandOption: true, describe: 'folder for one letter a card' }),
      run(async (given, output) =>
        batchCommand({
          output,
          office: await officeOf(given),
          cardNumbers: given.cards,
          readers: given.reader,
          waitSeconds: parseCount('--wait', given.wait),
          attempts: parseCount('--attempts', given.attempts),
          letters: given.letters,
          clockText: given.clock,
        }),
      ),
    )
    .command(
      'quarantine <card>',
      'set a card in production aside for good; the status list calls it revoked',
      (command) => card(command).option('reason', { choices: QUARANTINE_REASONS, default: 'outcome-unknown' as const }),
      run(async ({ reason, ...given }, output) => quarantineCommand(await target(given, output), reason)),
    );
}

function liveCommands(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli
    .command(
      'activate <card>',
      'hand a card over: its holder sets the PIN (asked for, or standard input), the first endorsement is written',
      (command) => withCan(onReader(card(command))),
      run(async (given, output) =>
        activateCommand({ ...(await target(given, output)), ...reader(given), can: given.can }),
      ),
    )
    .command(
      'endorse <card>',
      'write the yearly endorsement',
      (command) => withCan(onReader(card(command))),
      run(async (given, output) =>
        endorseCommand({ ...(await target(given, output)), ...reader(given), can: given.can }),
      ),
    )
    .command(
      'grant <card> [kind]',
      'give, change or withdraw a grant; with --can, bring the card on the reader up to date',
      (command) =>
        onReader(card(command))
          .positional('kind', { type: 'string', describe: 'entitlement kind of the catalogue' })
          .option('from', { type: 'string', describe: 'first day' })
          .option('through', { type: 'string', describe: 'last day' })
          .option('limit', { type: 'number', describe: 'uses in each period, where uses are counted' })
          .option('period', { type: 'number', describe: 'days in a period' })
          .option('grade', { type: 'number', describe: 'band of a graded kind' })
          .option('id', { type: 'string', describe: 'grant to change, 16 hex digits' })
          .option('withdraw', { type: 'string', describe: 'grant to take back, 16 hex digits' })
          .option('can', { type: 'string', describe: 'six digits on the face of the card' }),
      run(async (given, output) =>
        grantCommand({ ...(await target(given, output)), ...reader(given), change: changeOf(given), can: given.can }),
      ),
    );
}

const card = (command: Argv<Common>) =>
  command.positional('card', { type: 'string', demandOption: true, describe: 'card number' });

function onReader<Given>(command: Argv<Given>) {
  return command
    .option('reader', { type: 'string', describe: "part of the reader's name; else whichever has a card" })
    .option('wait', { type: 'number', default: 30, describe: 'seconds to wait for a card' });
}

function withCan<Given>(command: Argv<Given>) {
  return command.option('can', { type: 'string', demandOption: true, describe: 'six digits on the face of the card' });
}

const officeOf = (given: Pick<Common, 'office' | 'clock'>): Promise<OfficeFolder> =>
  openOffice(given.office, parseClock(given.clock));

async function target(given: Common & { readonly card: string }, output: CommandOutput) {
  return { output, office: await officeOf(given), cardNumber: given.card };
}

function reader(given: { readonly reader: string | undefined; readonly wait: number }) {
  return { reader: given.reader, waitSeconds: parseCount('--wait', given.wait) };
}

/** @throws PermitError SETTING_BAD when a kind or days are missing, both a grant and a withdrawal are named, or nothing is */
function changeOf(given: {
  readonly kind: string | undefined;
  readonly from: string | undefined;
  readonly through: string | undefined;
  readonly limit: number | undefined;
  readonly period: number | undefined;
  readonly grade: number | undefined;
  readonly id: string | undefined;
  readonly withdraw: string | undefined;
  readonly can: string | undefined;
}): GrantChange {
  const { kind, from, through, limit, period, grade, id, withdraw, can } = given;
  const ofGrant = [from, through, limit, period, grade, id].some((each) => each !== undefined);
  if (kind === undefined && !ofGrant) {
    if (withdraw !== undefined) return { kind: 'withdraw', id: withdraw };
    if (can !== undefined) return { kind: 'none' };
  }
  if (kind === undefined || withdraw !== undefined || from === undefined || through === undefined) {
    throw new PermitError('SETTING_BAD', {
      detail: 'want a kind with --from and --through, --withdraw, or --can alone',
    });
  }
  const grant: Omit<Grant, 'id'> = {
    kind,
    from: parseDay('--from', from),
    through: parseDay('--through', through),
    ...(limit === undefined ? {} : { limit: parseCount('--limit', limit) }),
    ...(period === undefined ? {} : { period: parseCount('--period', period) }),
    ...(grade === undefined ? {} : { grade: parseCount('--grade', grade) }),
  };
  return { kind: 'give', grant, id };
}
