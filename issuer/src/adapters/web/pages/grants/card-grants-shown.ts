import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { grantShown } from './grant-shown.ts';
import { type CardGrants, kindTitles, readCardGrants } from './read-grants.ts';

/** What can be done with a card: its entitlements are written, or why they are not. */
type Standing = 'writable' | 'new-card' | 'not-active' | 'on-hold' | 'out-of-use';

/** In the order in which the page tells of them. */
const PLACES = ['TO_WRITE', 'TO_TAKE_OFF', 'ON_CARD', 'REGISTER_ONLY'] as const satisfies readonly Place[];
type Place = CardGrants['grants'][number]['place'];

const STANDINGS: Readonly<Record<string, Standing | undefined>> = {
  ACTIVE: 'writable',
  LOST_HOLD: 'on-hold',
  BLANK: 'not-active',
  PERSONALISED: 'not-active',
  CHECKED: 'not-active',
};

/** A card and its entitlements as pages show them. */
export type CardGrantsShown = {
  readonly permitNumber: string;
  readonly cardNumber: string;
  readonly standing: Standing;
  readonly writtenAt: number | undefined;
  /** True where the card lacks something, or holds what was taken back. */
  readonly isBehind: boolean;
  /** Entitlements by their place; places without any are left out. */
  readonly places: readonly { readonly place: Place; readonly grants: readonly ReturnType<typeof grantShown>[] }[];
};

/** Reads the entitlements as they stand to the card that the page's address names. Each reading is a look. */
export async function cardGrantsShown(page: PageRequest): Promise<Answer<CardGrantsShown>> {
  const read = await readCardGrants(page);
  if (read.kind === 'problem') return read;
  const titles = await kindTitles(page);
  if ('kind' in titles) return titles;
  const { permitNumber, cardNumber, grants, writtenAt, state, isNewest } = read.body;
  const at = (place: Place) =>
    grants.filter((grant) => grant.place === place).map((grant) => grantShown(page, titles, grant));
  const places = PLACES.map((place) => ({ place, grants: at(place) })).filter((one) => one.grants.length > 0);
  const standing = STANDINGS[state] ?? 'out-of-use';
  const body = {
    permitNumber,
    cardNumber,
    standing: standing === 'writable' && !isNewest ? ('new-card' as const) : standing,
    writtenAt,
    isBehind: places.some(({ place }) => place === 'TO_WRITE' || place === 'TO_TAKE_OFF'),
    places,
  };
  return { ...read, body };
}
