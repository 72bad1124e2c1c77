#!/usr/bin/env node
import { PermitError } from '@residence-permit/shared/errors';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { FAULT_KINDS, parseFault } from '../faults/index.ts';
import { BIT_RATES } from '../timing/index.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { insertCard } from './insert-card.ts';
import { newCard } from './new-card.ts';
import { removeCard } from './remove-card.ts';
import { makeReport } from './report.ts';
import { showCard } from './show-card.ts';
import { tearCard } from './tear-card.ts';

const DEFAULT_PORT = 35963;

const FAULT_LIST = Object.keys(FAULT_KINDS)
  .map((kind) => `${kind}=N`)
  .join(', ');

class UsageError extends Error {}

const EPILOGUE = `Exit codes:
  ${EXIT.done}   done
  ${EXIT.refused}   not possible now: the image exists, is served by another process, or is not inserted
  ${EXIT.usage}  wrong arguments
  ${EXIT.badInput}  image or key file missing or damaged
  ${EXIT.noReader}  no virtual reader, or its slot holds another card
  ${EXIT.fault}  fault

vpcd listens on all addresses: run it, and this beside it, under harness/with-virtual-reader.sh.`;

/** Aborted by the signals that end a served card. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}

const image = { describe: 'the image file of the card', type: 'string', demandOption: true } as const;

const cli = yargs(hideBin(process.argv))
  .scriptName('permit-card')
  .usage('$0 COMMAND\n\nA simulated permit card: one image file, served into a slot of a virtual PC/SC reader.')
  .option('json', { describe: 'print one JSON object a line', type: 'boolean', default: false })
  .command(
    'new <image>',
    'make a blank card',
    (args) =>
      args
        .positional('image', image)
        .option('kind', {
          describe: 'chip that the time model follows',
          choices: ['modern', 'old'] as const,
          default: 'modern' as const,
        })
        .option('supplier-key', {
          describe: "file with the supplier's batch key, 32 hex digits; the chip's keys are diversified from it",
          type: 'string',
          demandOption: true,
        })
        .option('chip-number', { describe: '20 hex digits; random if absent', type: 'string' }),
    (args) => newCard({ ...args, chipNumber: args.chipNumber }, makeReport(args.json)),
  )
  .command(
    ['insert <image>', 'serve <image>'],
    'serve a card until it is removed',
    (args) =>
      args
        .positional('image', image)
        .option('host', { describe: 'where vpcd listens', type: 'string', default: '127.0.0.1' })
        .option('port', {
          describe: 'TCP port of the slot; PERMIT_VPCD_PORT if set',
          type: 'number',
          default: Number(process.env['PERMIT_VPCD_PORT'] ?? DEFAULT_PORT),
        })
        .option('bit-rate', { describe: 'kbit/s of the time model', choices: BIT_RATES, default: 424 as const })
        .option('fault', {
          describe: `what is to go wrong, may be given more than once: ${FAULT_LIST}`,
          type: 'string',
          array: true,
          default: [],
          coerce: (texts: readonly string[]) => texts.map(parseFault),
        })
        .option('fault-seed', {
          describe: 'decides which bit a corrupted answer loses and what of a torn write is down',
          type: 'string',
          default: '1',
        }),
    (args) => insertCard({ ...args, faults: args.fault, stop: stopSignal() }, makeReport(args.json)),
  )
  .command(
    'remove <image>',
    'end the process that serves a card',
    (args) => args.positional('image', image),
    (args) => removeCard(args.image, makeReport(args.json)),
  )
  .command(
    'show <image>',
    'print life cycle, versions, file lengths and hashes; no personal data',
    (args) => args.positional('image', image),
    (args) => showCard(args.image, makeReport(args.json)),
  )
  .command(
    'tear <image>',
    'take the power away at a write to the memory of a copy, and tell whether the old state or the new stands',
    (args) =>
      args
        .positional('image', image)
        .option('can', { describe: 'card access number: PACE, SELECT, READ BINARY of DG2', type: 'string' })
        .option('apdu', {
          describe: 'a command APDU in hex digits, sent after that; may be given more than once',
          type: 'string',
          array: true,
          default: [],
        })
        .option('at', { describe: 'the write to cut, from 1; every write in turn if absent', type: 'number' })
        .option('seed', { describe: 'decides how each write is torn', type: 'string', default: '1' })
        .option('in-place', {
          describe: 'leave the torn state in the image itself, with --at',
          type: 'boolean',
          default: false,
        }),
    (args) => tearCard({ ...args, target: args.inPlace ? 'in place' : 'copy' }, makeReport(args.json)),
  )
  .completion('completion', 'print a completion script for bash or zsh')
  .demandCommand(1, 'no command given')
  .strict()
  .version(false)
  .help()
  .epilogue(EPILOGUE)
  .exitProcess(false)
  .fail((message, cause) => {
    throw cause ?? new UsageError(message);
  });

try {
  await cli.parseAsync();
} catch (cause) {
  const usage = cause instanceof UsageError || (cause instanceof Error && cause.name === 'YError');
  const line = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`permit-card: ${line}\n${usage ? 'permit-card --help tells the arguments\n' : ''}`);
  const code = cause instanceof PermitError ? cause.code : usage ? 'SETTING_BAD' : 'UNEXPECTED';
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: code, detail: line })}\n`);
  process.exitCode = usage ? EXIT.usage : exitCodeOf(cause);
}
