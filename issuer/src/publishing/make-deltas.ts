import type { Ed25519Signer } from '@residence-permit/shared/cose';
import {
  applyStatusDeltas,
  decodeStatusDelta,
  type NumberedList,
  signStatusDelta,
} from '@residence-permit/shared/status-list';
import type { PreviousLists, PublishedDelta } from './previous-lists.ts';

/** Steps back for which deltas stay published: a month of a daily one. */
const MAX_STEPS = 31;

/** A list as it is published now. */
export type NextList = NumberedList & {
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Bytes of its full token. */
  readonly fullBytes: number;
};

/**
 * The deltas to publish for a list: the one from the list before, and those that led there, newest first, as long as all of
 * them together are shorter than the full list. A new one is applied as a verifier would before it is let go.
 */
export async function makeDeltas(
  list: NextList,
  previous: PreviousLists,
  signer: Ed25519Signer,
): Promise<readonly PublishedDelta[]> {
  const from = previous.lists.find(({ uri }) => uri === list.uri);
  const isLater = from !== undefined && from.seq < list.seq && from.list.packed.length <= list.list.packed.length;
  if (!isLater) return [];
  const bytes = await signStatusDelta({ from, to: list, signer });
  applyStatusDeltas(from, [decodeStatusDelta(bytes)], { maxBytes: list.list.packed.length });
  const step: PublishedDelta = {
    uri: list.uri,
    from: from.seq,
    to: list.seq,
    bytes,
  };
  const kept: PublishedDelta[] = [];
  let total = 0;
  for (let next: PublishedDelta | undefined = step; next !== undefined && kept.length < MAX_STEPS; ) {
    total += next.bytes.length;
    if (total >= list.fullBytes) break;
    kept.push(next);
    const at: number = next.from;
    next = previous.deltas.find(({ uri, to }) => uri === list.uri && to === at);
  }
  return kept;
}
