import { seededRandom } from '@residence-permit/test/builders/seeded-random';
import { readUint } from '@residence-permit/shared/bytes';
import { CARD_STATUS } from '@residence-permit/shared/status-list';

/** `count` different card indices below `cards`, each revoked; the same for the same numbers. */
export function randomRevocations(cards: number, count: number): ReadonlyMap<number, number> {
  const random = seededRandom(`${count} of ${cards}`);
  const entries = new Map<number, number>();
  while (entries.size < count) entries.set(readUint(random(6)) % cards, CARD_STATUS.REVOKED);
  return entries;
}
