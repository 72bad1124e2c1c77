import type { PageRequest } from '../../page/page.ts';
import type { Own } from './read-own.ts';

/** The name of an office by its id, as it is printed; for one that is no more, that it was an office. */
export function officeNameIn({ say }: PageRequest, { offices }: Own): (officeId: string) => string {
  const names = new Map(offices.map(({ id, name }) => [id, name]));
  return (officeId) => names.get(officeId) ?? say('me.some-office');
}
