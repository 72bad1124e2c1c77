import type { Fields, FormErrors, PageRequest, Shown } from '../../page/page.ts';
import { showForm, NOT_FOUND } from '../../page/shown.ts';
import { type Own, readOwn } from './read-own.ts';

/** The parts of the holder's pages, in the order of their menu. */
export const OWN_SECTIONS = ['overview', 'data', 'looks', 'entitlements', 'cases', 'reports', 'loss', 'file'] as const;
export type OwnSection = (typeof OWN_SECTIONS)[number];

/** What a page shows of the viewer. */
export type OwnData = Readonly<Record<string, unknown>> | undefined;

/** Shows a page about the viewer: its template, and what it makes of everything that the register holds of them. */
export async function showOwn(
  page: PageRequest,
  shown: {
    readonly template: string;
    readonly section: OwnSection;
    /** Nothing: there is no such page. */
    readonly dataOf: (own: Own) => OwnData | Promise<OwnData>;
    readonly values?: Fields;
    readonly errors?: FormErrors | undefined;
  },
): Promise<Shown> {
  const read = await readOwn(page);
  if (read.kind === 'problem') return read;
  const { template, section, dataOf, values = {}, errors } = shown;
  const own = await dataOf(read.body);
  if (own === undefined) return NOT_FOUND;
  const menu = OWN_SECTIONS.map((name) => ({ name, to: addressOf(name), isHere: name === section }));
  return showForm(`me/${template}`, { data: { ...own, menu }, values, errors });
}

function addressOf(section: OwnSection): `/${string}` {
  return section === 'overview' ? '/me' : `/me/${section}`;
}
