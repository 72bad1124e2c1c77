import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Path from the root of the repository, with `/` → text. */
export type SourceFiles = ReadonlyMap<string, string>;

export const ROOMS = ['shared', 'firmware-sim', 'reader', 'issuer', 'test', 'bench'] as const;
export type Room = (typeof ROOMS)[number];

const NOT_SOURCE = new Set(['node_modules', 'dist']);

/** Every TypeScript file of every room, and each room's `package.json`, which names its doors. */
export function readSourceFiles(root: string): SourceFiles {
  return new Map(
    ROOMS.flatMap((room) => filesUnder(root, room)).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

function filesUnder(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : filesUnder(root, path);
    return /\.tsx?$/.test(entry.name) || (path === `${folder}/package.json` && isRoom(folder)) ? [path] : [];
  });
}

function isRoom(folder: string): folder is Room {
  return ROOMS.some((room) => room === folder);
}

/** True for a file that runs only in tests: they may reach across rooms. */
export function isTestFile(path: string): boolean {
  return path.endsWith('.test.ts') || /^(test|bench)\//.test(path) || /\/src\/testing\//.test(path);
}
