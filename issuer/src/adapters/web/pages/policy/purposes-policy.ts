import * as z from 'zod';
import { PurposeProposalsView, PurposesView } from '../../../http/api/purposes/purpose-routes.ts';
import type { PageRequest } from '../../page/page.ts';
import type { Part } from './difference.ts';
import type { Policy } from './policy.ts';

const { office, terminal } = PurposesView.shape;
const Purposes = z.object({ office, terminal });

type Purposes = z.output<typeof Purposes>;

/** What officers open records for, and what terminals read cards for. */
export const purposesPolicy: Policy<Purposes> = {
  name: 'purposes',
  schema: Purposes,
  propose: 'proposePurposes',
  publish: 'publishPurposes',
  async inForce({ ask }) {
    const read = await ask('readPurposes', { reply: PurposesView });
    if (read.kind === 'problem') return read;
    const { version, publishedAt: _, ...document } = read.body;
    return { ...read, body: { version, document } };
  },
  async proposals({ ask }) {
    const read = await ask('listPurposeProposals', { reply: PurposeProposalsView });
    if (read.kind === 'problem') return read;
    const body = read.body.proposals.map(({ proposalId: id, proposedBy, proposedAt, ...document }) => ({
      id,
      proposedBy,
      proposedAt,
      document,
    }));
    return { ...read, body };
  },
  partsOf: (page, document) => [
    ...document.office.map((purpose) => officePart(page, purpose)),
    ...document.terminal.map((purpose) => terminalPart(page, purpose)),
  ],
};

/** An officer's purpose and a terminal's may have one id. */
function officePart({ say, language }: PageRequest, { id, titles, caseNumber }: Purposes['office'][number]): Part {
  return {
    id: `office ${id}`,
    title: `${say('policy.office')}${say('common.colon')}${titles[language]}`,
    facts: [
      { name: say('policy.facts.title-zh'), value: titles.zh },
      { name: say('policy.facts.title-en'), value: titles.en },
      { name: say('policy.facts.case-number'), value: say(caseNumber ? 'common.yes' : 'common.no') },
    ],
  };
}

function terminalPart(page: PageRequest, { id, titles, fields, asks, kind }: Purposes['terminal'][number]): Part {
  const { say, has, language } = page;
  const fieldWords = (field: number) =>
    has(`published.fields.${field}`) ? say(`published.fields.${field}`) : `DG${field}`;
  const listed = (words: readonly string[]) =>
    words.length === 0 ? say('common.none') : words.join(say('published.comma'));
  return {
    id: `terminal ${id}`,
    title: `${say('policy.terminal')}${say('common.colon')}${titles[language]}`,
    facts: [
      { name: say('policy.facts.title-zh'), value: titles.zh },
      { name: say('policy.facts.title-en'), value: titles.en },
      { name: say('policy.facts.reads'), value: listed(fields.map(fieldWords)) },
      { name: say('policy.facts.asks'), value: listed(asks.map((ask) => say(`published.asks.${ask}`))) },
      { name: say('policy.facts.kind'), value: kind ?? say('common.none') },
    ],
  };
}
