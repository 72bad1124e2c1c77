import type * as z from 'zod';
import { statesOf } from '../../../../domain/lifecycles/index.ts';
import { StockView } from '../../../http/api/stock/stock-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';

/** The stock of the office by account, and what is done about it. */
export const stockPage: PageDefinition = { path: '/office/stock', access: 'signed-in', show: showStock };

async function showStock(page: PageRequest): Promise<Shown> {
  const roles = page.viewer?.roles ?? [];
  const mayMove = roles.includes('clerk') || roles.includes('producer');
  const mayClose = roles.includes('producer') || roles.includes('supervisor');
  if (!mayMove) return showPage('stock/stock', { mayMove, mayClose, lines: [] });
  const stock = await readStock(page);
  if (stock.kind === 'problem') return stock;
  const { counts, lastClosed } = stock.body;
  const lines = statesOf('STOCK').map((account) => ({ account, count: counts[account] ?? 0 }));
  return showPage('stock/stock', {
    mayMove,
    mayClose,
    lines,
    lastClosed,
    total: lines.reduce((sum, { count }) => sum + count, 0),
  });
}

/** How many serials stand in each account. */
export function readStock({ ask }: PageRequest): Promise<Answer<z.output<typeof StockView>>> {
  return ask('readStock', { reply: StockView });
}
