import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { caseShown } from './case-pages.ts';
import { dataOf } from './data-page.ts';
import { grantLines } from './entitlements-page.ts';
import { lookLines } from './looks-page.ts';
import { type Own, readOwn } from './read-own.ts';
import { type OwnData, showOwn } from './show-own.ts';

/** The viewer's own file to take along: as a page for people, and as JSON for programs. PIPL art. 45: access, copy, transfer. */
export const filePages: readonly PageDefinition[] = [
  {
    path: '/me/file',
    access: 'signed-in',
    show: (page) => showOwn(page, { template: 'file', section: 'file', dataOf: (own) => wholeFile(page, own) }),
  },
  { path: '/me/file.json', access: 'signed-in', show: downloadFile },
];

async function wholeFile(page: PageRequest, own: Own): Promise<OwnData> {
  return {
    ...dataOf(page, own),
    name: own.person.name,
    permit: own.permit,
    cards: own.cards,
    grants: await grantLines(page, own),
    cases: own.cases.map((one) => caseShown(page, own, one)),
    reports: own.reports,
    lines: await lookLines(page, own, own.looks),
    madeAt: page.now,
  };
}

async function downloadFile(page: PageRequest): Promise<Shown> {
  const read = await readOwn(page);
  if (read.kind === 'problem') return read;
  const bytes = new TextEncoder().encode(`${JSON.stringify(read.body, null, 2)}\n`);
  return { kind: 'file', bytes, type: 'application/json', fileName: 'own-file.json' };
}
