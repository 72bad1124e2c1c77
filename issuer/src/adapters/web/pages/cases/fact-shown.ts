import type { PageRequest } from '../../page/page.ts';
import { addressHere } from './case-address.ts';
import type { CaseBody } from './read-case.ts';

/** A fact as a line: what, who said it when, and the paper that bears it out. */
export function factShown(page: PageRequest, fact: CaseBody['facts'][number], evidence: CaseBody['evidence']) {
  const { say, format } = page;
  const paper = evidence.find(({ id }) => id === fact.evidenceId);
  return {
    name: wordsFor(page, 'fact', fact.name) ?? fact.name,
    value: valueWords(page, fact),
    by: say(`lists.speaker.${fact.saidBy}`),
    on: format.dayOf(fact.saidAt),
    paper:
      paper === undefined
        ? undefined
        : { name: say(`lists.paper.${paper.type}`), to: addressHere(page, `papers/${paper.id}`) },
  };
}

/** Codes in words; what people typed stays as it is, and is Chinese. */
function valueWords(page: PageRequest, { name, value }: CaseBody['facts'][number]) {
  if (name === 'person.sex') return { text: page.say(`lists.sex.${value}`), isTyped: false };
  if (name === 'person.ethnicGroup') return { text: page.say(`lists.ethnicGroup.${value}`), isTyped: false };
  const words = name.startsWith('person.') ? undefined : wordsFor(page, 'value', value);
  return { text: words ?? value, isTyped: words === undefined };
}

function wordsFor({ say, has }: PageRequest, list: 'fact' | 'value', name: string): string | undefined {
  const key = `lists.${list}.${name}`;
  return has(key) ? say(key) : undefined;
}
