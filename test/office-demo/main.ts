import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PermitError } from '@residence-permit/shared/errors';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { missingFonts } from './missing-fonts.ts';
import { type DemoOffice, openDemoOffice } from './open-demo-office.ts';
import { printWelcome } from './print-welcome.ts';
import { type ServedDemo, serveOffice } from './serve-office.ts';

const EX_USAGE = 64;
const EX_FAULT = 70;
/** As a shell tells that SIGINT ended a program. */
const EX_INTERRUPTED = 130;
/** In the checkout, so that it goes when that goes. */
const FOLDER = fileURLToPath(new URL('../../../.demo-office', import.meta.url));
const DAY_S = 86_400;
/** After so many days the cases do not stand any more where their stories say. */
const STALE_DAYS = 5;

const options = await yargs(hideBin(process.argv))
  .scriptName('npm start --')
  .usage('$0 [--fresh]\n\nOpens a permit office of invented people in the browser, until Ctrl-C.')
  .option('folder', { type: 'string', default: FOLDER, describe: 'where the office is kept' })
  .option('port', { type: 'number', default: 8080, describe: 'of the pages; another one where it is taken' })
  .option('fresh', { type: 'boolean', default: false, describe: 'make the office anew' })
  .option('reader', { choices: ['real', 'virtual', 'in-process'] as const, describe: 'on which the cards lie' })
  .option('json', { type: 'boolean', default: false, describe: 'say in one line of JSON when it is open' })
  .strict()
  .fail((message) => {
    process.stderr.write(`${message}; --help tells the options\n`);
    process.exit(EX_USAGE);
  })
  .parse();

const stopping = new AbortController();
const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => stopping.abort());
const say = (line: string): void => void process.stderr.write(`${line}\n`);

let office: DemoOffice | undefined;
let served: ServedDemo | undefined;
try {
  office = await open();
  served = await serveOffice(office, { port: options.port, reader: options.reader });
  tell(office, served);
  await stopped;
} catch (cause) {
  process.exitCode = stopping.signal.aborted ? EX_INTERRUPTED : EX_FAULT;
  if (!stopping.signal.aborted) say(describe(cause));
} finally {
  await served?.stop();
  await office?.release();
}

function open(): Promise<DemoOffice> {
  const now = Math.floor(Date.now() / 1000);
  const { folder, fresh: isFresh } = options;
  return openDemoOffice({ folder, isFresh, now, say: (line) => say(`  ${line}`), stop: stopping.signal });
}

function tell({ how, record, places }: DemoOffice, { url, demonstration }: ServedDemo): void {
  const { logins, reader } = demonstration;
  if (options.json) process.stdout.write(`${JSON.stringify({ ready: true, url, how, reader, logins })}\n`);
  else process.stdout.write(printWelcome({ url, demonstration, missing: missingFonts() }));
  const days = Math.floor((Date.now() / 1000 - record.madeAt) / DAY_S);
  if (how === 'opened' && days >= STALE_DAYS)
    say(`  This office was made ${days} days ago in ${places.folder}; --fresh begins anew.`);
}

/** A code and its detail for what is known, a stack for what is not. */
function describe(cause: unknown): string {
  if (cause instanceof PermitError) return `${cause.code}: ${cause.message}`;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
