import { cpus } from 'node:os';
import { createRequire } from 'node:module';
import { hideBin } from 'yargs/helpers';
import yargs from 'yargs';
import { BARS, formatBar, meets } from './bars.ts';
import type { Section } from './figures.ts';

/** Each section is loaded only when asked for, so that one does not warm up another's code. */
const SECTIONS = {
  tap: async () => (await import('./tap.bench.ts')).measureTap(),
  verify: async () => (await import('./verify.bench.ts')).measureVerify(),
  issue: async () => (await import('./issue.bench.ts')).measureIssue(),
  status: async () => (await import('./status.bench.ts')).measureStatus(),
  perso: async () => (await import('./perso.bench.ts')).measurePerso(),
  pace: async () => (await import('./pace.bench.ts')).measurePace(),
  delta: async () => (await import('./delta.bench.ts')).measureDelta(),
  growth: async () => (await import('./growth.bench.ts')).measureGrowth(),
  signer: async () => (await import('./signer.bench.ts')).measureSigner(),
  issuer: async () => (await import('./issuer.bench.ts')).measureIssuer(),
  service: async () => (await import('./service.bench.ts')).measureService(),
  scale: async () => (await import('./scale.bench.ts')).measureScale(),
  pages: async () => (await import('./pages.bench.ts')).measurePages(),
  web: async () => (await import('./web.bench.ts')).measureWeb(),
  publish: async () => (await import('./publish.bench.ts')).measurePublish(),
} as const satisfies Record<string, () => Promise<Section>>;

const EX_USAGE = 64;
type SectionName = keyof typeof SECTIONS;
const names = Object.keys(SECTIONS);
const isSection = (name: string): name is SectionName => name in SECTIONS;

const options = await yargs(hideBin(process.argv))
  .scriptName('npm run bench --')
  .usage(
    '$0 [--json] [--only tap,verify]\n\nMeasures the product beside its peers and prints each figure with its bar. Exits with 1 where a section could not be measured, with 64 for wrong arguments.',
  )
  .option('json', { type: 'boolean', default: false, describe: 'print one JSON object whose keys are the figures' })
  .option('only', { type: 'string', default: names.join(','), describe: `sections to run, of ${names.join(', ')}` })
  .strict()
  .fail((message) => {
    process.stderr.write(`${message}; --help tells the options\n`);
    process.exit(EX_USAGE);
  })
  .parse();

const wanted = options.only.split(',').map((name) => name.trim());
const unknown = wanted.filter((name) => !isSection(name));
if (unknown.length > 0) {
  process.stderr.write(`no such section: ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exit(EX_USAGE);
}

const figures: Record<string, number> = {};
const remarks: string[] = [];
for (const name of wanted.filter(isSection)) {
  process.stderr.write(`measuring ${name} …\n`);
  try {
    const section = await SECTIONS[name]();
    Object.assign(figures, section.figures);
    remarks.push(...section.remarks.map((remark: string) => `${name}: ${remark}`));
  } catch (cause) {
    // A peer that is not installed costs its own section; what was measured is printed all the same.
    const why = cause instanceof Error ? cause.message : String(cause);
    remarks.push(`${name}: not measured: ${why}`);
    process.stderr.write(`${name} was not measured: ${why}\n`);
    process.exitCode = 1;
  }
}

if (options.json) {
  process.stdout.write(`${JSON.stringify({ ...figures, ...machine(), remarks }, undefined, 2)}\n`);
} else {
  process.stdout.write(table());
}

function machine(): { machine: string; node: string; peers: Record<string, string> } {
  const [cpu] = cpus();
  return {
    machine: `${cpus().length} × ${cpu?.model ?? 'unknown processor'}`,
    node: process.versions.node,
    peers: { '@auth0/mdl': versionOf('@auth0/mdl'), '@owf/mdoc': versionOf('@owf/mdoc') },
  };
}

/** The version in the manifest of an installed package; not every package exports its manifest, so walk up from its entry. */
function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  const paths = require.resolve.paths(name) ?? [];
  for (const path of paths) {
    try {
      const manifest: unknown = require(`${path}/${name}/package.json`);
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
    } catch {
      // Not in this folder; the next one up may have it.
    }
  }
  return 'unknown';
}

function table(): string {
  const rows = Object.entries(figures).map(([key, value]) => {
    const bar = BARS[key];
    const verdict = bar === undefined ? '' : `${formatBar(bar).padEnd(8)} ${meets(bar, value) ? 'met' : 'MISSED'}`;
    return `${key.padEnd(34)}${format(value).padStart(12)}   ${verdict}`;
  });
  const { machine: host, node, peers } = machine();
  const about = `${host}, Node ${node}, ${Object.entries(peers)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}`;
  return `${[...rows, '', ...remarks, about].join('\n')}\n`;
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
