import { hideBin } from 'yargs/helpers';
import yargs from 'yargs';
import type { SagaTorture } from '../office/saga/torture-saga.ts';
import { runTorture, type TortureResult } from './run-torture.ts';

const FULL_SEEDS = 10_000;
const EXIT = { sound: 0, broken: 1, usage: 64 } as const;
const MINUTE_MS = 60_000;

const options = await yargs(hideBin(process.argv))
  .scriptName('npm run torture --')
  .usage(
    `$0 [--json] [--minutes n] [--seeds n] [--seed s]

Takes the power away from simulated cards at every write to their memory and looks what is left: ${FULL_SEEDS} seeded mixes, and
every command of a card's life exhaustively. Then kills processes of the office after every commit and before every command
between a decision and an active card. Exit codes: ${EXIT.sound} every card was old or new; ${EXIT.broken} some were neither; ${EXIT.usage} wrong arguments.`,
  )
  .option('json', { type: 'boolean', default: false, describe: 'print one JSON object' })
  .option('minutes', { type: 'number', describe: 'begin nothing new after so many minutes' })
  .option('seeds', { type: 'number', default: FULL_SEEDS, describe: 'how many mixes' })
  .option('only', { choices: ['cards', 'office'] as const, describe: 'one of the two parts' })
  .option('seed', { type: 'number', describe: 'this mix alone, to repeat a finding' })
  .check(({ minutes, seeds, seed }) => {
    const isCount = (value: number | undefined): boolean =>
      value === undefined || (Number.isInteger(value) && value >= 0);
    if (!isCount(seeds) || !isCount(seed)) throw new Error('--seeds and --seed: want a whole number');
    if (minutes !== undefined && !(minutes > 0)) throw new Error('--minutes: want a number above 0');
    return true;
  })
  .strict()
  .fail((message) => {
    process.stderr.write(`${message}; --help tells the options\n`);
    process.exit(EXIT.usage);
  })
  .parse();

const began = performance.now();
const budgetMs = options.minutes === undefined ? Number.MAX_SAFE_INTEGER : options.minutes * MINUTE_MS;
let toldMs = 0;
const result =
  options.only === 'office'
    ? undefined
    : await runTorture({
        seeds: options.seed === undefined ? options.seeds : 1,
        firstSeed: options.seed ?? 1,
        isWhole: options.seed === undefined,
        budgetMs,
        onProgress: ({ tears, broken, seedsDone }) => {
          if (performance.now() - toldMs < 5000) return;
          toldMs = performance.now();
          process.stderr.write(`${tears} losses of power, ${broken} broken, ${seedsDone} mixes …\n`);
        },
      });
const isOfficeAsked = options.only !== 'cards' && options.seed === undefined;
const office = isOfficeAsked ? await killOffices() : undefined;
const figures = {
  ...(result === undefined ? {} : asFigures(result)),
  ...(office === undefined ? {} : officeFigures(office)),
};
const tables = [
  ...(result === undefined ? [] : [asTable(result)]),
  ...(office === undefined ? [] : [officeTable(office)]),
];
process.stdout.write(options.json ? `${JSON.stringify(figures, undefined, 2)}\n` : tables.join('\n'));
const broken = (result?.broken ?? 0) + (office?.broken ?? 0);
process.exitCode = broken === 0 ? EXIT.sound : EXIT.broken;

async function killOffices(): Promise<SagaTorture> {
  const { tortureSaga } = await import('../office/saga/torture-saga.ts');
  return tortureSaga({
    isEnough: () => performance.now() - began > budgetMs,
    onProgress: (kills) => process.stderr.write(`${kills} processes of the office killed …\n`),
  });
}

function officeFigures({ kills, broken: brokenKills, findings }: SagaTorture): object {
  return { 'torture.officeKills': kills, 'torture.officeBroken': brokenKills, officeFindings: findings };
}

function officeTable({ kills, broken: brokenKills, findings }: SagaTorture): string {
  const lines = [
    `processes of the office killed  ${kills}, ${brokenKills} broken`,
    ...findings.map((one) => `broken: ${one}`),
  ];
  return `${lines.join('\n')}\n`;
}

function asFigures({ tears, broken, seedsDone, seconds, perCommand, findings }: TortureResult): object {
  return { 'torture.tears': tears, 'torture.broken': broken, seeds: seedsDone, seconds, perCommand, findings };
}

function asTable({ tears, broken, seedsDone, seconds, perCommand, findings }: TortureResult): string {
  const rows = Object.entries(perCommand).map(
    ([command, count]) => `  ${command.padEnd(22)}${String(count).padStart(8)}`,
  );
  const lines = [
    'losses of power while a command ran, or right after it',
    ...rows.toSorted(),
    `  ${'all'.padEnd(22)}${String(tears).padStart(8)}`,
    `${seedsDone} mixes, ${seconds} s, ${broken} broken`,
    ...findings.map((finding) => `broken: ${finding}`),
  ];
  return `${lines.join('\n')}\n`;
}
