import * as z from 'zod';
import { CatalogueProposalsView, CatalogueView } from '../../../http/api/catalogue/catalogue-routes.ts';
import type { PageRequest } from '../../page/page.ts';
import { departmentName } from '../grants/grant-shown.ts';
import type { Part } from './difference.ts';
import type { Policy } from './policy.ts';

const DAY_S = 86_400;
const Catalogue = z.object({ entries: CatalogueView.shape.entries.min(1) });

type Catalogue = z.output<typeof Catalogue>;

/** The catalogue of entitlements. */
export const cataloguePolicy: Policy<Catalogue> = {
  name: 'catalogue',
  schema: Catalogue,
  propose: 'proposeCatalogue',
  publish: 'publishCatalogue',
  async inForce({ ask }) {
    const read = await ask('readCatalogue', { reply: CatalogueView });
    if (read.kind === 'problem') return read;
    const { version, entries } = read.body;
    return { ...read, body: { version, document: { entries } } };
  },
  async proposals({ ask }) {
    const read = await ask('listCatalogueProposals', { reply: CatalogueProposalsView });
    if (read.kind === 'problem') return read;
    const body = read.body.proposals.map(({ proposalId: id, entries, ...one }) => ({
      id,
      ...one,
      document: { entries },
    }));
    return { ...read, body };
  },
  partsOf: (page, { entries }) => entries.map((entry) => partOf(page, entry)),
};

function partOf(page: PageRequest, entry: Catalogue['entries'][number]): Part {
  const { say, language } = page;
  const { titles, grantor, dataGroup, model, stalenessBudget, isOpen, isOnCard, survivesSuspension, tells } = entry;
  const yesOrNo = (is: boolean) => say(is ? 'common.yes' : 'common.no');
  const facts = {
    'title-zh': titles.zh,
    'title-en': titles.en,
    grantor: departmentName(page, grantor),
    model: say(`standing.model.${model}`),
    group: say(`published.fields.${dataGroup}`),
    open: yesOrNo(isOpen),
    'on-card': yesOrNo(isOnCard),
    survives: yesOrNo(survivesSuspension),
    budget: say('policy.days', { count: Math.round((stalenessBudget / DAY_S) * 100) / 100 }),
    tells: tells === undefined ? say('common.none') : say(`policy.tells.${tells}`),
  };
  return {
    id: entry.id,
    title: titles[language],
    facts: Object.entries(facts).map(([name, value]) => ({ name: say(`policy.facts.${name}`), value })),
  };
}
