import type { OfficeClient } from '@residence-permit/test/office/office-client';
import type { OpenCase } from '../office/office-reads.ts';

/** Addresses of pages with the officer who opens them, by family; a case is another one each time. */
type Opened = { readonly family: string; readonly by: OfficeClient; readonly path: (one: OpenCase) => string };

/** Officers of one office. */
export type Officers = Readonly<Record<'clerk' | 'reviewer' | 'producer', OfficeClient>>;

const atCase = (below: string) => (one: OpenCase) => `/office/cases/${one.number}/${one.id}${below}`;

function openedBy({ clerk, reviewer, producer }: Officers): readonly Opened[] {
  const queue = (name: string) => () => `/office/cases?queue=${name}`;
  return [
    ...[clerk, reviewer, producer].map((by) => ({ family: 'home', by, path: () => '/office' })),
    ...['counter', 'under-way', 'collect', 'closed'].map((name) => ({
      family: 'queues',
      by: clerk,
      path: queue(name),
    })),
    { family: 'queues', by: reviewer, path: queue('review') },
    { family: 'queues', by: producer, path: queue('production') },
    { family: 'cases', by: clerk, path: () => '/office/cases/new' },
    ...['', '/facts', '/papers', '/eligibility'].map((below) => ({ family: 'cases', by: clerk, path: atCase(below) })),
    { family: 'cases', by: reviewer, path: atCase('') },
    ...[clerk, producer].map((by) => ({ family: 'cards', by, path: () => '/office/cards' })),
    ...['', '/ledger', '/move'].map((below) => ({
      family: 'stock',
      by: producer,
      path: () => `/office/stock${below}`,
    })),
    { family: 'loss', by: clerk, path: () => '/office/loss' },
  ];
}

/** What one address took, in milliseconds, each time. */
export type PageTimes = { readonly family: string; readonly address: string; readonly tookMs: readonly number[] };

/** How long each page takes, asked one after the other. @throws Error where one is not shown */
export async function pageTimes(
  officers: Officers,
  { cases, times }: { readonly cases: readonly OpenCase[]; readonly times: number },
): Promise<readonly PageTimes[]> {
  const taken: PageTimes[] = [];
  for (const { family, by, path } of openedBy(officers)) {
    const tookMs: number[] = [];
    // The first turn loads templates and plans.
    for (let turn = -1; turn < times; turn += 1) {
      const one = cases[(turn + 1) % cases.length];
      if (one === undefined) throw new RangeError('cases: want at least one');
      const began = performance.now();
      const { status } = await by.download(path(one));
      if (status !== 200) throw new Error(`${path(one)}: ${status}`);
      if (turn >= 0) tookMs.push(performance.now() - began);
    }
    taken.push({ family, address: path({ id: 'ID', number: 'NUMBER', citizenId: '' }), tookMs });
  }
  return taken;
}
