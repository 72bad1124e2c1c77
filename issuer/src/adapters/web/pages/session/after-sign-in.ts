import { type PageRequest, type Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { placeWithin } from '../../preferences/serve-preferences.ts';

/** Where somebody goes who has just signed in: on with what waited, or to the page that was asked for. */
export function afterSignIn({ fields }: PageRequest): Shown {
  const next = placeWithin(textOf(fields, 'next'));
  const kept = textOf(fields, 'kept');
  if (kept === '') return goTo(next === '/' ? '/work' : (next as `/${string}`));
  return { kind: 'give-back', kept, to: next };
}
