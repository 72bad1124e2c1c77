import type { PageFamily, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showPage } from '../../page/shown.ts';

/** Where everybody begins. */
export const homeFamily: PageFamily = {
  name: 'home',
  pages: [
    { path: '/', access: 'public', show: showFirst },
    { path: '/office', access: 'signed-in', show: async () => showPage('home/office') },
  ],
};

/** Sends everybody to where their work is. */
async function showFirst({ viewer, locals }: PageRequest): Promise<Shown> {
  if (locals.locked !== undefined) return goTo('/unlock');
  if (viewer === undefined) return goTo('/sign-in');
  return goTo(viewer.roles.includes('holder') ? '/me' : '/office');
}
