import { type Arrow, arrowsOf, reachedFrom } from './arrows.ts';
import { isTestFile, type Room, type SourceFiles } from './source-files.ts';

/** Which rooms a room may import from, by package name. `issuer/src/bin/` may besides use the doors of `reader`. */
const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  shared: [],
  'firmware-sim': ['shared'],
  reader: ['shared'],
  issuer: ['shared'],
  test: ['shared', 'firmware-sim', 'reader', 'issuer', 'bench'],
  bench: ['shared', 'firmware-sim', 'reader', 'issuer', 'test'],
};

/** What runs in a browser: nothing that these files reach may need Node or a native module. */
const BROWSER_SAFE = [
  /^shared\/src\//,
  /^reader\/src\/(verify|session|x509|holder|receipts)\//,
  /^firmware-sim\/src\/(card|protocols|file-system|nonvolatile|access-rules|timing|transports\/in-process)\//,
];

/** What the verifier may need besides this repository. */
const CORE_PACKAGES = [/^cbor-x(\/|$)/, /^@noble\//];

/** Words that make a pure file impure. */
const IMPURE = /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|console\.|process\.|getRandomValues|Buffer\b)/;

/** Inside the office the layers import downwards: a layer reaches itself, those before it, and the issuing core beside them. */
const OFFICE_LAYERS = ['domain', 'use-cases', 'adapters', 'bin'] as const;

/** Every arrow or line that breaks a rule, as `file → specifier: rule`; empty when the rooms are in order. */
export function findBreaches(files: SourceFiles): readonly string[] {
  const arrows = arrowsOf(files);
  return [
    ...arrows.flatMap((arrow) => breachesOf(arrow, files).map((rule) => `${show(arrow)}: ${rule}`)),
    ...browserBreaches(files, arrows),
    ...coreBreaches(arrows),
    ...sharedCycles(arrows),
    ...[...files].flatMap(([path, text]) => lineBreaches(path, text)),
  ];
}

function breachesOf(arrow: Arrow, files: SourceFiles): readonly string[] {
  const { from, specifier, to } = arrow;
  const breaches: string[] = [];
  if (to !== undefined && !files.has(to)) breaches.push('no such file or door');
  if (specifier.startsWith('.') && to !== undefined && roomOf(to) !== roomOf(from)) {
    breaches.push('another room is imported by its package name');
  }
  if (specifier.startsWith('@residence-permit/') && !isTestFile(from) && !mayImport(from, specifier)) {
    breaches.push(`${roomOf(from)} does not import this room`);
  }
  if (to !== undefined && isTestFile(to) && !isTestFile(from)) breaches.push('the product does not import tests');
  if (/^pcsclite$/.test(specifier) && !from.startsWith('reader/src/pcsc/')) {
    breaches.push('the native binding stays behind reader/src/pcsc');
  }
  const [below, above] = [layerOf(from), to === undefined ? undefined : layerOf(to)];
  if (below !== undefined && above !== undefined && above > below && !isTestFile(from)) {
    breaches.push('the layers of the office import downwards');
  }
  if (below === 0 && !isTestFile(from) && /^node:|^(pg|express|@prisma\/client)(\/|$)/.test(specifier)) {
    breaches.push('the domain of the office is pure');
  }
  return breaches;
}

function mayImport(from: string, specifier: string): boolean {
  const target = specifier.split('/')[1];
  const allowed = MAY_IMPORT[roomOf(from)];
  const byBin = from.startsWith('issuer/src/bin/') && target === 'reader';
  return byBin || target === roomOf(from) || allowed.some((room) => room === target);
}

/** 0 for the domain of the office, and so upwards; undefined elsewhere. */
function layerOf(path: string): number | undefined {
  const layer = OFFICE_LAYERS.findIndex((name) => path.startsWith(`issuer/src/${name}/`));
  return layer < 0 ? undefined : layer;
}

function browserBreaches(files: SourceFiles, arrows: readonly Arrow[]): readonly string[] {
  const starts = [...files.keys()].filter((path) => !isTestFile(path) && BROWSER_SAFE.some((safe) => safe.test(path)));
  return reachedFrom(starts, arrows)
    .arrows.filter(({ specifier }) => /^node:|^pcsclite$|^(fs|path|crypto|os|net)$/.test(specifier))
    .map((arrow) => `${show(arrow)}: this is reached from what runs in a browser`);
}

function coreBreaches(arrows: readonly Arrow[]): readonly string[] {
  return reachedFrom(['reader/src/verify/index.ts'], arrows)
    .arrows.filter(({ to, specifier }) => to === undefined && !CORE_PACKAGES.some((known) => known.test(specifier)))
    .map((arrow) => `${show(arrow)}: the verifier needs cbor-x and @noble only`);
}

/** Inside shared the folders build on each other one way. */
function sharedCycles(arrows: readonly Arrow[]): readonly string[] {
  const folderOf = (path: string) => /^shared\/src\/[a-z-0-9]+/.exec(path)?.[0];
  const below = new Map<string, Set<string>>();
  for (const { from, to } of arrows) {
    const [source, target] = [folderOf(from), to === undefined ? undefined : folderOf(to)];
    if (source === undefined || target === undefined || source === target || isTestFile(from)) continue;
    below.set(source, (below.get(source) ?? new Set()).add(target));
  }
  const reaches = (start: string, goal: string): boolean => {
    const seen = new Set(below.get(start));
    for (const folder of seen) for (const next of below.get(folder) ?? []) seen.add(next);
    return seen.has(goal);
  };
  return [...below.keys()].filter((folder) => reaches(folder, folder)).map((folder) => `${folder}: part of a cycle`);
}

function lineBreaches(path: string, text: string): readonly string[] {
  if (isTestFile(path)) return [];
  const code = withoutComments(text);
  const breaches: string[] = [];
  if (/\bprocess\.env\b/.test(code) && !/\/bin\/|^issuer\/prisma\.config\.ts$/.test(path))
    breaches.push('only bin/ reads the environment');
  const impure = path.startsWith('shared/src/') ? IMPURE.exec(code)?.[0] : undefined;
  if (impure !== undefined) breaches.push(`shared is pure, and this uses ${impure}`);
  return breaches.map((rule) => `${path}: ${rule}`);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\/\/.*$/gm, '');
}

function roomOf(path: string): Room {
  return path.slice(0, path.indexOf('/')) as Room;
}

function show({ from, specifier }: Arrow): string {
  return `${from} → ${specifier}`;
}
