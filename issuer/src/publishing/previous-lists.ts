import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import type { Ed25519Engine, Ed25519PublicKey } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import {
  decodeStatusListToken,
  type NumberedList,
  openStatusList,
  verifyStatusListToken,
} from '@residence-permit/shared/status-list';
import { MAX_STATUS_ENTRIES } from '@residence-permit/shared/trust-bundle';
import { readFileWhole } from '../files/index.ts';
import { DELTA_NAME, statusFileStem } from './status-file-name.ts';

/** A signed delta as it was published. */
export type PublishedDelta = {
  readonly uri: string;
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
};

/** What was published before: where deltas begin, and the deltas that led there. */
export type PreviousLists = {
  readonly lists: readonly NumberedList[];
  readonly deltas: readonly PublishedDelta[];
};

/** Nothing was published before: verifiers get the full lists. */
export const NO_PREVIOUS_LISTS: PreviousLists = { lists: [], deltas: [] };

/**
 * The lists in a folder that this office published, and their deltas. A list that is missing, damaged or signed by a status
 * key that was since replaced is left out: then there is no delta from it, and verifiers take the full list.
 */
export async function readPreviousLists(input: {
  readonly folder: string;
  readonly uris: readonly string[];
  readonly statusKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): Promise<PreviousLists> {
  const status = join(input.folder, 'status');
  const names = await readdir(status).catch(() => []);
  const lists: NumberedList[] = [];
  const deltas: PublishedDelta[] = [];
  for (const uri of input.uris) {
    const stem = statusFileStem(uri);
    const list = await readList(join(status, `${stem}.cwt`), uri, input);
    if (list === undefined) continue;
    lists.push(list);
    for (const name of names) {
      const [, of, from, to] = DELTA_NAME.exec(name) ?? [];
      if (of !== stem) continue;
      const bytes = await readFileWhole(join(status, name)).catch(() => undefined);
      if (bytes !== undefined) deltas.push({ uri, from: Number(from), to: Number(to), bytes });
    }
  }
  return { lists, deltas };
}

async function readList(
  path: string,
  uri: string,
  by: { readonly statusKey: Ed25519PublicKey; readonly engine: Ed25519Engine },
): Promise<NumberedList | undefined> {
  try {
    const token = decodeStatusListToken(await readFileWhole(path));
    const isOurs = verifyStatusListToken({ token, publicKey: by.statusKey, engine: by.engine });
    if (!isOurs || token.claims.uri !== uri) return undefined;
    return { uri, seq: token.claims.seq, list: await openStatusList(token, { maxEntries: MAX_STATUS_ENTRIES }) };
  } catch (cause) {
    if (cause instanceof PermitError) return undefined;
    throw cause;
  }
}
