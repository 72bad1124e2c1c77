import { BatchesView } from '../../../http/api/stock/batch-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { colleagueIn, readWorkplace } from '../cases/colleagues.ts';

/** The newest batches of the office, and what waits for whom. */
export const batchesPage: PageDefinition = { path: '/office/batches', access: 'signed-in', show: showBatches };

async function showBatches(page: PageRequest): Promise<Shown> {
  const found = await page.ask('listBatches', { reply: BatchesView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const whoIs = colleagueIn(workplace.body, page);
  return showPage('batches/batches', {
    mayPropose: mayDecide(page),
    batches: found.body.batches.map(({ id, applicationIds, proposedBy, proposedAt, approvedBy }) => ({
      id,
      proposedAt,
      size: applicationIds.length,
      by: whoIs(proposedBy),
      second: whoIs(approvedBy),
      isSigned: approvedBy !== undefined,
    })),
  });
}

/** Batches are proposed and signed by those who decide. */
export function mayDecide({ viewer }: PageRequest): boolean {
  return viewer?.roles.some((role) => role === 'reviewer' || role === 'supervisor') === true;
}
