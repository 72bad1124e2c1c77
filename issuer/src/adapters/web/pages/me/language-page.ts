import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import type { Own } from './read-own.ts';
import { showOwn } from './show-own.ts';

/** In which language the office writes to the viewer. The language of the pages is chosen on top of each. */
export const languagePage: PageDefinition = {
  path: '/me/language',
  access: 'signed-in',
  show: (page) => {
    const dataOf = ({ person }: Own) => ({ chosen: person.language, isSaved: page.query['saved'] === 'yes' });
    return showOwn(page, { template: 'language', section: 'data', dataOf });
  },
  act: choose,
};

async function choose({ ask, viewer, fields }: PageRequest): Promise<Shown> {
  const params = { personId: viewer?.personId ?? '' };
  const done = await ask('chooseLanguage', { params, body: { language: textOf(fields, 'language') } });
  return done.kind === 'problem' ? done : goTo('/me/language?saved=yes');
}
