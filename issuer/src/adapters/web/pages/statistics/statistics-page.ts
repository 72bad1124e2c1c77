import type * as z from 'zod';
import { CasesView, DeadlinesView } from '../../../http/api/statistics/statistics-routes.ts';
import { drawBarPlot, drawLinePlot, type PlottedRow } from '../../../plots/index.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';

type Deadlines = z.output<typeof DeadlinesView>['offices'][number];
type Cases = z.output<typeof CasesView>['offices'][number];
type Count = { readonly count: number | null };

/** How the office keeps its clock, and what became of cases: deadlines first, each plot beside its table. */
export const statisticsPage: PageDefinition = {
  path: '/office/statistics',
  access: 'signed-in',
  show: showStatistics,
};

async function showStatistics(page: PageRequest): Promise<Shown> {
  const asked = askedIn(page);
  const deadlines = await page.ask('countDeadlines', { query: asked, reply: DeadlinesView });
  if (deadlines.kind === 'problem') return deadlines;
  const cases = await page.ask('countCases', { query: asked, reply: CasesView });
  if (cases.kind === 'problem') return cases;
  return showPage('statistics/statistics', {
    offices: deadlines.body.offices.map((office, index) => {
      const ofCases = cases.body.offices.find(({ officeId }) => officeId === office.officeId);
      return { ...deadlinesShown(page, office, index), cases: ofCases === undefined ? [] : casesShown(page, ofCases) };
    }),
  });
}

function askedIn({ query }: PageRequest): Readonly<Record<string, string>> {
  const names = ['officeId', 'from', 'through'] as const;
  return Object.fromEntries(names.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])));
}

function deadlinesShown(page: PageRequest, { officeId, asOf, open, openTotal, months }: Deadlines, index: number) {
  const { say } = page;
  const suppressed = say('statistics.suppressed');
  const bands = open.map(({ band, count }) => ({ label: say(`statistics.bands.${band}`), people: plotted({ count }) }));
  const late = months.map(({ month, late: of }) => ({ label: month, people: plotted(of) }));
  return {
    officeId,
    asOf: page.format.date(asOf),
    open: open.map(({ band, count }) => ({ band: say(`statistics.bands.${band}`), count: shown(page, { count }) })),
    openTotal: shown(page, openTotal),
    months: months.map((one) => ({
      month: one.month,
      kept: shown(page, one.kept),
      late: shown(page, one.late),
      total: shown(page, one.total),
    })),
    openPlot: drawBarPlot({ ...plotOf(page, `open-${index}`, 'open'), rows: bands, suppressed }),
    latePlot: drawLinePlot({ ...plotOf(page, `late-${index}`, 'late'), rows: late, suppressed }),
  };
}

function plotOf({ say }: PageRequest, id: string, name: 'open' | 'late') {
  return { id, title: say(`statistics.${name}.title`), description: say(`statistics.${name}.words`) };
}

/** Only what came out is listed: a pair that is not there had none. */
function casesShown(page: PageRequest, { months }: Cases) {
  return months.flatMap(({ month, rows }) =>
    rows.map(({ kind, outcome, count }) => ({ month, kind, outcome, count: shown(page, { count }) })),
  );
}

function plotted({ count }: Count): PlottedRow['people'] {
  return count ?? 'SUPPRESSED';
}

function shown({ say }: PageRequest, { count }: Count): string {
  return count === null ? say('statistics.suppressed') : String(count);
}
