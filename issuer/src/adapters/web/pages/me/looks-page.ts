import { PurposesView } from '../../../http/api/purposes/purpose-routes.ts';
import type { PageDefinition, PageRequest } from '../../page/page.ts';
import { officeNameIn } from './office-name.ts';
import type { Own } from './read-own.ts';
import { type OwnData, showOwn } from './show-own.ts';

const LINES = 50;
type Look = Own['looks'][number];

/** Who looked at the viewer's record or did something to it: when, at which office, and what for. */
export const looksPage: PageDefinition = {
  path: '/me/looks',
  access: 'signed-in',
  show: (page) => showOwn(page, { template: 'looks', section: 'looks', dataOf: (own) => looksOf(page, own) }),
};

async function looksOf(page: PageRequest, own: Own): Promise<OwnData> {
  const isAll = page.query['all'] === 'yes';
  const looks = own.looks.filter(({ actorId }) => isAll || actorId !== page.viewer?.accountId);
  const first = (pageNumber(page) - 1) * LINES;
  const shown = looks.slice(first, first + LINES);
  const lines = await lookLines(page, own, shown);
  const at = (number: number) =>
    `?${new URLSearchParams({ page: String(number), ...(isAll ? { all: 'yes' } : {}) }).toString()}`;
  return {
    lines,
    isAll,
    count: looks.length,
    newer: first > 0 ? at(pageNumber(page) - 1) : undefined,
    older: looks.length > first + LINES ? at(pageNumber(page) + 1) : undefined,
  };
}

/** Looks as lines: each with the words of its purpose, in the version under which it was made. */
export async function lookLines(page: PageRequest, own: Own, looks: readonly Look[]) {
  const officeName = officeNameIn(page, own);
  const wordsOf = await purposeWords(page, looks);
  return looks.map((look) => ({
    at: page.format.instant(look.at),
    office: officeName(look.officeId),
    by: look.actorId === undefined ? 'service' : look.actorId === page.viewer?.accountId ? 'you' : 'officer',
    act: page.has(`acts.${look.action}`) ? page.say(`acts.${look.action}`) : look.action,
    purpose: wordsOf(look),
    version: look.purpose === undefined ? undefined : look.purposeVersion,
    caseNumber: look.caseNumber,
  }));
}

/** What each purpose said in the version that a look names. */
async function purposeWords(
  { ask, language }: PageRequest,
  looks: readonly Look[],
): Promise<(look: Look) => string | undefined> {
  const versions = new Set(looks.flatMap(({ purposeVersion }) => purposeVersion ?? []));
  const words = new Map<string, string>();
  for (const version of versions) {
    const found = await ask('readPurposes', { query: { version: String(version) }, reply: PurposesView });
    if (found.kind === 'problem') continue;
    for (const { id, titles } of found.body.office) words.set(`${version} ${id}`, titles[language]);
  }
  return ({ purpose, purposeVersion }) =>
    purpose === undefined ? undefined : (words.get(`${purposeVersion ?? ''} ${purpose}`) ?? purpose);
}

function pageNumber({ query }: PageRequest): number {
  const number = Number(query['page'] ?? '1');
  return Number.isInteger(number) && number > 0 ? number : 1;
}
