import { EVIDENCE_TYPES } from '../../../../domain/policy/index.ts';
import type { PageRequest } from '../../page/page.ts';
import { addressHere } from './case-address.ts';
import type { CaseBody } from './read-case.ts';

type Paper = CaseBody['evidence'][number];

/** The papers that somebody brought, as lines of a list; what the office made of them is left out. */
export function papersShown(page: PageRequest, evidence: CaseBody['evidence']) {
  return evidence.filter(isBrought).map((paper) => paperShown(page, paper));
}

/** False for what is made of a paper, such as the portrait in the size of the chip. */
export function isBrought({ type }: Paper): boolean {
  return EVIDENCE_TYPES.some((known) => known === type);
}

/** What is missing: for each rule the papers that will do, by their names; two rules that want the same are one line. */
export function missingShown({ say }: PageRequest, missing: CaseBody['missing']): readonly (readonly string[])[] {
  const wanted = new Map(missing.map(({ anyOf }) => [anyOf.join(' '), anyOf]));
  return [...wanted.values()].map((anyOf) => anyOf.map((type) => say(`lists.paper.${type}`)));
}

function paperShown(page: PageRequest, { id, type, source, addedAt, size }: Paper) {
  return {
    id,
    name: page.say(`lists.paper.${type}`),
    source,
    addedOn: page.format.instant(addedAt),
    kilobytes: Math.ceil(size / 1000),
    address: addressHere(page, `papers/${id}`),
  };
}
