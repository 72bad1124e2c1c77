import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { makeInProcessPlace } from './in-process-place.ts';
import { cardHeading, LEGEND, printTap } from './print-tap.ts';
import { runDemo } from './run-demo.ts';
import { tapJson } from './tap-json.ts';
import { makeVirtualReaderPlace } from './virtual-reader-place.ts';

/** The harness answers this when a program or right that it needs is missing. */
const EX_UNAVAILABLE = 69;
const EX_USAGE = 64;
const HARNESS = fileURLToPath(new URL('../../../firmware-sim/harness/with-virtual-reader.sh', import.meta.url));

const options = await yargs(hideBin(process.argv))
  .scriptName('npm run demo --')
  .usage('$0 [--json]\n\nMakes seven permit cards for invented people and taps each at five terminals.')
  .option('json', { type: 'boolean', default: false, describe: 'print one JSON object a tap' })
  .option('card', {
    choices: ['virtual-reader', 'in-process'] as const,
    describe: 'where the cards lie; the virtual reader where it can be had',
  })
  .strict()
  .fail((message) => {
    process.stderr.write(`${message}; --help tells the options\n`);
    process.exit(EX_USAGE);
  })
  .parse();

const insideHarness = process.env['PERMIT_VPCD_PORT'] !== undefined;
if (insideHarness || options.card === 'in-process' || !rerunWithReader()) await run();

/** Runs this program again beside a virtual reader. False when there is none to be had. */
function rerunWithReader(): boolean {
  const again = [process.execPath, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const probe = spawnSync(HARNESS, ['true'], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (probe.status !== 0) {
    process.stderr.write(probe.stderr);
    if (options.card === 'virtual-reader') process.exit(EX_UNAVAILABLE);
    return false;
  }
  const { status } = spawnSync(HARNESS, again, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
  return true;
}

async function run(): Promise<void> {
  const place = insideHarness ? await makeVirtualReaderPlace() : makeInProcessPlace();
  const say = (line: string): void => void (options.json || process.stdout.write(`${line}\n`));
  say(`Residence-permit card: seven cards of invented people, five terminals each\nCards: ${place.description}\n`);
  let heading: string | undefined;
  try {
    await runDemo(place, {
      step: say,
      tap: (tap) => {
        if (options.json) process.stdout.write(`${JSON.stringify(tapJson(tap))}\n`);
        if (heading !== tap.card) say(cardHeading(tap.card));
        heading = tap.card;
        say(printTap(tap));
      },
    });
    say(`\n${LEGEND}`);
  } finally {
    await place.close();
  }
}
