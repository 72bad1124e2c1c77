import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { VECTOR_SETS, type VectorSet, type VectorTypes } from './vector-sets.ts';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Where published vectors lie: the folder that `PERMIT_VECTORS` names, else `../shared/vectors` beside the project. */
export function vectorsFolder(): string {
  return resolve(projectRoot, process.env['PERMIT_VECTORS'] ?? '../shared/vectors');
}

/**
 * A group of tests over one set of published vectors; `body` gets the set and defines the tests.
 *
 * The sets are not in the repository. Where one is missing, CI (`CI=true`) fails; on a person's own machine one test
 * stands in for the group, whose name says what is missing and where it comes from.
 * @throws Error when the set does not hold exactly the number of vectors that `VECTOR_SETS` states
 */
export function describeVectors<Set extends VectorSet>(set: Set, body: (vectors: VectorTypes[Set]) => void): void {
  const path = join(vectorsFolder(), set);
  if (existsSync(path)) {
    describe(set, () => {
      body(loadVectors(set));
    });
    return;
  }
  const advice = `${set} is not in ${vectorsFolder()}: get it from ${VECTOR_SETS[set].origin}, or set PERMIT_VECTORS`;
  test(advice, () => {
    process.stderr.write(`vectors not tested: ${advice}\n`);
    expect(process.env['CI'] === 'true', `CI must have the vectors. ${advice}`).toBe(false);
  });
}

function loadVectors<Set extends VectorSet>(set: Set): VectorTypes[Set] {
  const path = join(vectorsFolder(), set);
  const vectors: unknown = set.endsWith('.json') ? readJson(path) : readFolder(path);
  const { count } = VECTOR_SETS[set];
  const found = countOf(vectors);
  if (found !== count) throw new Error(`${set}: want ${count} vectors, found ${found}`);
  return vectors as VectorTypes[Set];
}

function readFolder(path: string): ReadonlyMap<string, unknown> {
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  return new Map(names.sort().map((name) => [name, readJson(join(path, name))]));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The number of tests, entries, exchanges, or encodings and tokens, by the shape of the set. */
function countOf(vectors: unknown): number {
  if (Array.isArray(vectors)) return vectors.length;
  if (vectors instanceof Map) return vectors.size;
  const members = Object.entries(vectors ?? {});
  const groups = arrayMember(members, 'testGroups');
  if (groups.length > 0)
    return groups.reduce<number>((total, group) => total + arrayMember(Object.entries(group ?? {}), 'tests').length, 0);
  const tokens = members.filter(([name]) => name.endsWith('Cwt')).length;
  return arrayMember(members, 'exchanges').length + arrayMember(members, 'encodings').length + tokens;
}

function arrayMember(members: readonly (readonly [string, unknown])[], name: string): readonly unknown[] {
  const value = members.find(([member]) => member === name)?.[1];
  return Array.isArray(value) ? value : [];
}
