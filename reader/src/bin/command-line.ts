import { PermitError } from '@residence-permit/shared/errors';
import { PACE_CURVES, PACE_MAPPINGS } from '@residence-permit/shared/pace';
import yargs, { type Argv } from 'yargs';
import { CLOCK_OPTION } from './clock-option.ts';
import { type CommandOutput, writeFailure } from './command-output.ts';
import { explainCommand } from './commands/explain-command.ts';
import { holderCommand } from './commands/holder-command.ts';
import { listReadersCommand } from './commands/list-readers-command.ts';
import { pinChangeCommand, pinStatusCommand, pinUnblockCommand } from './commands/pin-command.ts';
import { readCommand } from './commands/read-command.ts';
import { showReceiptsCommand, verifyReceiptsCommand } from './commands/receipt-command.ts';
import { replayCommand } from './commands/replay-command.ts';
import { reportCommand } from './commands/report-command.ts';
import { trustCommands } from './trust-commands.ts';
import { verifyCommand } from './commands/verify-command.ts';
import { EXIT, exitStatusOf } from './exit-status.ts';
import { LANGUAGES, languageOf } from './language.ts';
import { parseDataGroups } from './parse-data-groups.ts';
import { parsePaceChoice } from './parse-pace-choice.ts';
import { DEFAULT_ANSWER_SECONDS, parseAnswerLimit, parseClock, parseStaleness, parseWait } from './parse-settings.ts';
import { readPassword } from './read-password.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const EXIT_STATUSES =
  'Exit status: 0 accepted or done, 1 rejected or refused by the card, 2 undecided or expired, 64 usage, 69 no reader or card, 70 fault.';

/** Parses the arguments, runs one command, and returns the exit status. */
export async function runCommandLine(parameters: readonly string[], environment: Environment): Promise<number> {
  let status: number = EXIT.USAGE;
  let output = makeOutput({ json: parameters.includes('--json'), lang: languageOf(environment) });
  const run =
    <Given extends CommonOptions>(command: (given: Given, output: CommandOutput) => Promise<number>) =>
    async (given: Given): Promise<void> => {
      output = makeOutput(given);
      status = await command(given, output);
    };
  try {
    await defineCommands(environment, run)
      .exitProcess(false)
      .fail((message, cause) => {
        throw cause ?? new PermitError('SETTING_BAD', { detail: message });
      })
      .parseAsync([...parameters], {}, (_cause, _parsed, text) => {
        // Help and version come here, on their own.
        if (text === '') return;
        output.write(`${text}\n`);
        status = EXIT.ACCEPTED;
      });
  } catch (cause) {
    return exitStatusOf(writeFailure(output, cause));
  }
  return status;
}

export type CommonOptions = { readonly json: boolean; readonly lang: (typeof LANGUAGES)[number] };
export type Run = <Given extends CommonOptions>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

function makeOutput({ json, lang }: CommonOptions): CommandOutput {
  return {
    json,
    language: lang,
    write: (text) => process.stdout.write(text),
    remark: (text) => process.stderr.write(text),
  };
}

function defineCommands(environment: Environment, run: Run): Argv<CommonOptions> {
  const lang = languageOf(environment);
  return commonOptions(yargs(), lang)
    .scriptName('permit-reader')
    .usage('$0 COMMAND\n\nReads and verifies residence-permit cards on a PC/SC reader, with no network.')
    .command(
      'readers',
      'list the readers and what is in them',
      (command) => command,
      run((_given, output) => listReadersCommand(output)),
    )
    .command(
      'verify',
      'verify the card on the reader for a purpose',
      verifyOptions,
      run(async (given, output) =>
        verifyCommand({
          output,
          reader: given.reader,
          ...waitOf(given),
          trust: given.trust,
          terminal: given.terminal,
          purpose: given.purpose,
          ...parsePaceChoice(given),
          portrait: given.portrait,
          receipt: given.receipt,
          keep: { record: given.record, recordFull: given.recordFull, log: given.log, report: given.report },
          utcOffsetMinutes: given.utcOffset,
          clock: parseClock(given.clock),
          staleness: parseStaleness(given.staleness),
          password: await readPassword({ can: given.can, pin: given.pin, environment, language: output.language }),
        }),
      ),
    )
    .command(
      'read',
      'read data groups with the card access number or PIN and print them, unverified',
      readOptions,
      run(async (given, output) =>
        readCommand({
          output,
          reader: given.reader,
          ...waitOf(given),
          dataGroups: parseDataGroups(given.groups),
          chipFiles: given.chipFiles,
          password: await readPassword({ can: given.can, pin: given.pin, environment, language: output.language }),
        }),
      ),
    )
    .command(
      'replay <file>',
      'judge a recorded tap again, without card or network',
      (command) =>
        command
          .positional('file', { type: 'string', demandOption: true, describe: 'evidence, from verify --record' })
          .option('trust', { type: 'string', describe: 'trust folder to judge under, instead of the files recorded' }),
      run((given, output) => replayCommand({ output, file: given.file, trust: given.trust })),
    )
    .command(
      'report <file>',
      'make an HTML report of a recorded tap',
      (command) =>
        command
          .positional('file', { type: 'string', demandOption: true, describe: 'evidence, from verify --record' })
          .option('out', { alias: 'o', type: 'string', demandOption: true, describe: 'new HTML file' })
          .option('trust', { type: 'string', describe: 'trust folder to judge under, instead of the files recorded' }),
      run((given, output) => reportCommand({ output, file: given.file, out: given.out, trust: given.trust })),
    )
    .command('trust', 'trust files: show, update from a folder or stick, set the clock right', (command) =>
      trustCommands(command, run),
    )
    .command(
      'holder',
      'show everything on the card to its holder, and who could read it',
      holderOptions,
      run((given, output) =>
        holderCommand({
          output,
          environment,
          reader: given.reader,
          ...waitOf(given),
          trust: given.trust,
          clock: parseClock(given.clock),
          staleness: parseStaleness(given.staleness),
          utcOffsetMinutes: given.utcOffset,
          portrait: given.portrait,
        }),
      ),
    )
    .command('pin', "the holder's PIN: status, change, unblock", (command) =>
      command
        .command(
          'status',
          'say how many tries are left; costs none',
          askingOptions,
          run((given, output) => pinStatusCommand({ ...pinRequest(given), output, environment })),
        )
        .command(
          'change',
          'set a new PIN with the old one',
          askingOptions,
          run((given, output) => pinChangeCommand({ ...pinRequest(given), output, environment })),
        )
        .command(
          'unblock',
          'set a new PIN with the unblocking code, where the old one is forgotten or blocked',
          (unblock) =>
            askingOptions(unblock).option('keep-pin', {
              type: 'boolean',
              default: false,
              describe: 'give the old PIN its tries back and keep it',
            }),
          run((given, output) =>
            pinUnblockCommand({ ...pinRequest(given), keepPin: given.keepPin, output, environment }),
          ),
        )
        .demandCommand(1, 1, 'pin status, pin change or pin unblock', 'one command at a time'),
    )
    .command('receipt', 'check or show signed receipts of taps', (command) =>
      command
        .command(
          'verify <files..>',
          'prove who signed receipts, and that none is missing between them',
          receiptOptions,
          run((given, output) =>
            verifyReceiptsCommand({
              output,
              files: given.files,
              trust: given.trust,
              clock: parseClock(given.clock),
              utcOffsetMinutes: given.utcOffset,
            }),
          ),
        )
        .command(
          'show <files..>',
          'print receipts, unverified',
          (files) => files.positional('files', FILES_POSITIONAL),
          run((given, output) => showReceiptsCommand(output, given.files)),
        )
        .demandCommand(1, 1, 'receipt verify or receipt show', 'one command at a time'),
    )
    .command(
      'explain [code]',
      'say what a code means and what to do; without one, list them all',
      (command) => command.positional('code', { type: 'string', describe: 'for example STATUS_STALE' }),
      run((given, output) => explainCommand(output, given.code)),
    )
    .demandCommand(1, 1, 'a command is needed; --help shows them', 'one command at a time')
    .epilogue(EXIT_STATUSES)
    .strictCommands()
    .strict()
    .locale('en')
    .help()
    .version(false)
    .wrap(100);
}

function commonOptions(command: Argv, lang: CommonOptions['lang']): Argv<CommonOptions> {
  return command
    .option('json', { type: 'boolean', default: false, describe: 'print one JSON object' })
    .option('lang', { choices: LANGUAGES, default: lang, describe: 'language of the words' });
}

/** Which reader, and how long to wait for it. */
function readerOptions(command: Argv<CommonOptions>) {
  return command
    .option('reader', { type: 'string', describe: "part of the reader's name; else whichever has a card" })
    .option('wait', { type: 'number', default: 30, describe: 'seconds to wait for a card' })
    .option('wait-for-reader', {
      type: 'boolean',
      default: false,
      describe: 'wait also for a reader that is not plugged in, or for the PC/SC service',
    })
    .option('answer-within', {
      type: 'number',
      default: DEFAULT_ANSWER_SECONDS,
      describe: 'seconds that the card may take for one command',
    });
}

/** For commands that open the card with one password. */
function cardOptions(command: Argv<CommonOptions>) {
  return readerOptions(command)
    .option('can', {
      type: 'string',
      requiresArg: true,
      describe: 'card access number on the face; - for standard input; else PERMIT_CAN, else asked for',
    })
    .option('pin', {
      type: 'string',
      requiresArg: true,
      describe: "holder's PIN; - for standard input; else PERMIT_PIN",
    });
}

function verifyOptions(command: Argv<CommonOptions>) {
  return cardOptions(command)
    .option('trust', { type: 'string', demandOption: true, describe: 'trust folder' })
    .option('terminal', { type: 'string', demandOption: true, describe: "terminal's folder, or none" })
    .option('purpose', {
      type: 'string',
      demandOption: true,
      describe: 'purpose of the tap, as the trust bundle names it',
    })
    .option('clock', { ...CLOCK_OPTION, demandOption: true })
    .option('staleness', {
      type: 'string',
      demandOption: true,
      describe: 'how old trust data may be: 7d, or bundle=30d,status=7d',
    })
    .option('utc-offset', { type: 'number', default: 480, describe: 'minutes that the local calendar is ahead of UTC' })
    .option('mapping', {
      choices: PACE_MAPPINGS,
      default: 'cam' as const,
      describe: 'gm: generic mapping and chip authentication, for interoperability',
    })
    .option('curve', {
      choices: PACE_CURVES,
      default: 'P-256' as const,
      describe: 'domain parameters of generic mapping',
    })
    .option('portrait', { type: 'string', describe: 'file to save the portrait in, if the purpose has it' })
    .option('receipt', {
      type: 'string',
      requiresArg: true,
      describe: 'keep a signed receipt of the tap without card data; a copy goes to this new file or folder',
    })
    .option('record', { type: 'string', requiresArg: true, describe: 'new file for evidence of the tap, redacted' })
    .option('record-full', {
      type: 'boolean',
      default: false,
      describe: 'keep the fields in evidence and report too: only with the consent of the holder',
    })
    .option('log', {
      type: 'string',
      requiresArg: true,
      describe: 'new file for the APDU log, or - for standard error: names, lengths and times, no contents',
    })
    .option('report', { type: 'string', requiresArg: true, describe: 'new HTML file for a report of the tap' })
    .example('$0 verify --trust trust --terminal clinic --purpose clinic --clock system --staleness 7d', '');
}

/** For commands that ask for secrets one by one. */
function askingOptions(command: Argv<CommonOptions>) {
  return readerOptions(command).epilogue(
    'Secrets are typed unseen, or come from PERMIT_CAN, PERMIT_PIN, PERMIT_NEW_PIN and PERMIT_PUK.',
  );
}

function pinRequest(given: GivenWait & { readonly reader: string | undefined }) {
  return { reader: given.reader, ...waitOf(given) };
}

function holderOptions(command: Argv<CommonOptions>) {
  return askingOptions(command)
    .option('trust', { type: 'string', describe: 'trust folder; without one nothing is said to be genuine' })
    .option('clock', { ...CLOCK_OPTION, default: 'system' })
    .option('staleness', { type: 'string', default: '30d', describe: 'how old trust data may be' })
    .option('utc-offset', { type: 'number', default: 480, describe: 'minutes that the local calendar is ahead of UTC' })
    .option('portrait', { type: 'string', requiresArg: true, describe: 'new file for the portrait' })
    .example('$0 holder --trust trust', '');
}

const FILES_POSITIONAL = {
  type: 'string',
  array: true,
  demandOption: true,
  describe: 'receipt files in their order, or folders of them',
} as const;

function receiptOptions(command: Argv<CommonOptions>) {
  return command
    .positional('files', FILES_POSITIONAL)
    .option('trust', { type: 'string', demandOption: true, describe: 'trust folder' })
    .option('clock', { ...CLOCK_OPTION, default: 'system' })
    .option('utc-offset', { type: 'number', default: 480, describe: 'minutes that the local calendar is ahead of UTC' })
    .example('$0 receipt verify receipts/ --trust trust', '');
}

function readOptions(command: Argv<CommonOptions>) {
  return cardOptions(command)
    .option('groups', { type: 'string', default: '2,10,17', describe: 'data groups: all, or for example 2,10,17-21' })
    .option('chip-files', {
      type: 'boolean',
      default: false,
      describe: 'also what the chip keeps: who read the card, uses, versions; needs the PIN',
    })
    .example('PERMIT_PIN=… $0 read --groups all --chip-files', '');
}

type GivenWait = { readonly wait: number; readonly waitForReader: boolean; readonly answerWithin: number };

function waitOf({ wait, waitForReader, answerWithin }: GivenWait) {
  return { waitSeconds: parseWait(wait), waitForReader, answerSeconds: parseAnswerLimit(answerWithin) };
}
