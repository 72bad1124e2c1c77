import { DemonstrationView } from '../../../http/api/demonstration/demonstration-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';

/** Where a visitor begins: a card in five steps, a tap, and whom they may be. */
export const startPage: PageDefinition = { path: '/', access: 'public', show: showStart };

async function showStart({ ask, language }: PageRequest): Promise<Shown> {
  const read = await ask('readDemonstration', { reply: DemonstrationView });
  if (read.kind === 'problem') return read;
  const { logins, reader } = read.body;
  const [{ password } = { password: '' }] = logins;
  return showPage('demonstration/start', {
    password,
    reader,
    logins: logins.map(({ login, titles, isIssuing }) => ({ login, title: titles[language], isIssuing })),
  });
}
