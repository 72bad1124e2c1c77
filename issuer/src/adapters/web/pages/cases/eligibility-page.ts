import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showPage } from '../../page/shown.ts';
import { addressHere, CASE_PATH } from './case-address.ts';
import { conditionsShown, findingsIn } from './findings.ts';
import { readCase } from './read-case.ts';

/** What the rules found: each condition with its clause, what would change it, and how to object. It decides nothing. */
export const eligibilityPage: PageDefinition = {
  path: `${CASE_PATH}/eligibility`,
  access: 'signed-in',
  show: showFindings,
};

async function showFindings(page: PageRequest): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const findings = findingsIn(read.body);
  if (findings === undefined) return goTo(addressHere(page));
  const { application, person } = read.body;
  return showPage('cases/eligibility', {
    here: addressHere(page),
    name: person.name,
    number: application.number,
    verdict: findings.eligibility.verdict,
    conditions: conditionsShown(page, findings),
    residence: findings.residence,
    proposed: findings.serviceClass.proposed,
  });
}
