import type { Argv } from 'yargs';
import { CLOCK_OPTION } from './clock-option.ts';
import type { CommonOptions, Run } from './command-line.ts';
import { resetClockCommand } from './commands/reset-clock-command.ts';
import { trustCommand } from './commands/trust-command.ts';
import { trustUpdateCommand } from './commands/trust-update-command.ts';
import { parseClock } from './parse-settings.ts';

/** `permit-reader trust …`. A folder alone is `show`. */
export function trustCommands(command: Argv<CommonOptions>, run: Run): Argv<CommonOptions> {
  return command
    .command(
      ['show <dir>', '$0 <dir>'],
      'check a trust folder and show its contents, ages and budgets',
      withFolder,
      run((given, output) => trustCommand(output, given.dir, parseClock(given.clock))),
    )
    .command(
      'update <dir>',
      "take the office's files from a folder or stick, if they are genuine and newer",
      (update) =>
        withFolder(update)
          .option('from', { type: 'string', demandOption: true, describe: 'folder to take them from; only read' })
          .option('pins', { type: 'string', describe: 'the first time: pins.json, got from the authority another way' })
          .example('$0 trust update trust --from /media/usb', ''),
      run((given, output) =>
        trustUpdateCommand({
          output,
          folder: given.dir,
          from: given.from,
          pins: given.pins,
          clock: parseClock(given.clock),
        }),
      ),
    )
    .command(
      'reset-clock <dir>',
      'forget the highest reading of the clock, after it was wrongly ahead and was set right',
      (reset) =>
        withFolder(reset).option('yes', {
          type: 'boolean',
          default: false,
          describe: 'I have compared the clock with another one, and it is right',
        }),
      run((given, output) =>
        resetClockCommand({ output, folder: given.dir, clock: parseClock(given.clock), confirmed: given.yes }),
      ),
    );
}

function withFolder(command: Argv<CommonOptions>) {
  return command
    .positional('dir', { type: 'string', demandOption: true, describe: 'trust folder' })
    .option('clock', { ...CLOCK_OPTION, default: 'system' });
}
