import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import type { Publication } from '../../adapters/http/api/publications/index.ts';
import { BUNDLE_LIFE_DAYS, STATUS_LIFE_DAYS } from '../../publishing/index.ts';

const DAY_S = 86_400;

/** The signed files of the trust folder with their ages; one that was not published yet is left out. @throws PermitError STORE_FAILED */
export async function listPublications(folder: string): Promise<readonly Publication[]> {
  const lists = (await namesIn(join(folder, 'status'))).filter((name) => name.endsWith('.cwt')).toSorted();
  const wanted = [
    { name: 'root.cbor', kind: 'root' },
    { name: 'bundle.cbor', kind: 'bundle', lifeDays: BUNDLE_LIFE_DAYS },
    ...lists.map((name) => ({ name: `status/${name}`, kind: 'status-list', lifeDays: STATUS_LIFE_DAYS }) as const),
  ] as const;
  const found = await Promise.all(wanted.map((file) => describe(folder, file)));
  return found.flatMap((file) => file ?? []);
}

async function describe(
  folder: string,
  { name, kind, lifeDays }: { readonly name: string; readonly kind: Publication['kind']; readonly lifeDays?: number },
): Promise<Publication | undefined> {
  const file = await unlessAbsent(stat(join(folder, name)), name);
  if (file === undefined) return undefined;
  const publishedAt = Math.floor(file.mtimeMs / 1000);
  const end = lifeDays === undefined ? {} : { goodUntil: publishedAt + lifeDays * DAY_S };
  return { name, kind, bytes: file.size, publishedAt, ...end };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await unlessAbsent(readdir(folder), 'status')) ?? [];
}

async function unlessAbsent<Value>(asked: Promise<Value>, detail: string): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new PermitError('STORE_FAILED', { cause, detail });
  }
}
