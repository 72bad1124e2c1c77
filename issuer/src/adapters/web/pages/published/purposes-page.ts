import { PurposesView } from '../../../http/api/purposes/purpose-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { versionAsked, versionShown } from './version.ts';

/** What officers open records for, and what terminals read from cards: the purposes as they were published. */
export const purposesPage: PageDefinition = { path: '/purposes', access: 'public', show: showPurposes };

async function showPurposes(page: PageRequest): Promise<Shown> {
  const read = await page.ask('readPurposes', { query: versionAsked(page), reply: PurposesView });
  if (read.kind === 'problem') return read;
  const { office, terminal, version, publishedAt } = read.body;
  const { say, has, language } = page;
  return showPage('published/purposes', {
    ...versionShown(page, { version, publishedAt }),
    office: office.map(({ titles, caseNumber }) => ({ title: titles[language], caseNumber })),
    terminals: terminal.map(({ titles, fields, asks }) => ({
      title: titles[language],
      fields: fields.map((field) =>
        has(`published.fields.${field}`) ? say(`published.fields.${field}`) : `DG${field}`,
      ),
      asks: asks.map((ask) => say(`published.asks.${ask}`)),
    })),
  });
}
