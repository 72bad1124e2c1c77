import { DemonstrationView } from '../../../http/api/demonstration/demonstration-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, NOT_FOUND } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { placeWithin } from '../../preferences/serve-preferences.ts';

/** One click to be somebody else: the visit that was is over, and another one begins as that login of the demonstration. */
export const visitPage: PageDefinition = { path: '/demonstration/visit', access: 'public', act: visit };

async function visit({ fields, ask }: PageRequest): Promise<Shown> {
  const read = await ask('readDemonstration', { reply: DemonstrationView });
  if (read.kind === 'problem') return read;
  const known = read.body.logins.find(({ login }) => login === textOf(fields, 'login'));
  if (known === undefined) return NOT_FOUND;
  const serial = typedIn(fields, 'serial');
  if (serial !== undefined) {
    const laid = await ask('layDemonstrationCard', { body: { serial } });
    if (laid.kind === 'problem') return laid;
  }
  const { login, password } = known;
  const signedIn = await ask('signIn', { body: { login, password } });
  if (signedIn.kind === 'problem') return signedIn;
  return goTo(placeWithin(typedIn(fields, 'next') ?? '/work') as `/${string}`);
}
