import type { PageRequest } from '../../page/page.ts';
import { addressHere } from './case-address.ts';
import type { CaseBody } from './read-case.ts';

/** A paper as a line of a list. */
export function paperShown(page: PageRequest, { id, type, source, addedAt, size }: CaseBody['evidence'][number]) {
  return {
    id,
    name: page.say(`lists.paper.${type}`),
    source,
    addedOn: page.format.instant(addedAt),
    kilobytes: Math.ceil(size / 1000),
    address: addressHere(page, `papers/${id}`),
  };
}
