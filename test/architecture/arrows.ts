import { posix } from 'node:path';
import { ROOMS, type SourceFiles } from './source-files.ts';

/** One import: which file, what it says, and the file of the repository that it means, if it means one. */
export type Arrow = { readonly from: string; readonly specifier: string; readonly to: string | undefined };

/** `… from 'x'`, `import 'x'` and `import('x')`, at the start of a statement or in an expression. */
const IMPORTS = [
  /(?:^|\n)\s*(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"\n]+)['"]/g,
  /(?:^|\n)\s*import\s*['"]([^'"\n]+)['"]/g,
  /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g,
];

/** Every import of every file, type-only ones included: what is needed to compile is an arrow too. */
export function arrowsOf(files: SourceFiles): readonly Arrow[] {
  const doors = ROOMS.flatMap((room) => doorsOf(room, files.get(`${room}/package.json`) ?? '{}'));
  return [...files].flatMap(([from, text]) =>
    IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)]).map(([, specifier = '']) => ({
      from,
      specifier,
      to: targetOf(from, specifier, doors),
    })),
  );
}

/** A name under which others import, `*` standing for a file name, and the file behind it. */
type Door = { readonly name: string; readonly source: string };

/** The `exports` of a room with condition `source`. */
function doorsOf(room: string, packageJson: string): readonly Door[] {
  const { exports = {} } = JSON.parse(packageJson) as { exports?: Record<string, { source: string }> };
  return Object.entries(exports).map(([path, { source }]) => ({
    name: posix.join(`@residence-permit/${room}`, path),
    source: posix.join(room, source),
  }));
}

/** The file that is meant; a name of this repository that is no door stays what it is, so that it is missed. */
function targetOf(from: string, specifier: string, doors: readonly Door[]): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  for (const { name, source } of doors) {
    const [head = '', tail] = name.split('*');
    if (specifier === name) return source;
    if (tail !== undefined && specifier.startsWith(head)) return source.replace('*', specifier.slice(head.length));
  }
  return specifier.startsWith('@residence-permit/') ? specifier : undefined;
}

/** Everything that is reached from these files, they themselves included, and the arrows on the way. */
export function reachedFrom(
  starts: readonly string[],
  arrows: readonly Arrow[],
): { readonly files: ReadonlySet<string>; readonly arrows: readonly Arrow[] } {
  const outgoing = new Map<string, Arrow[]>();
  for (const arrow of arrows) outgoing.set(arrow.from, [...(outgoing.get(arrow.from) ?? []), arrow]);
  const files = new Set(starts);
  const walked: Arrow[] = [];
  for (const file of files) {
    for (const arrow of outgoing.get(file) ?? []) {
      walked.push(arrow);
      if (arrow.to !== undefined) files.add(arrow.to);
    }
  }
  return { files, arrows: walked };
}
