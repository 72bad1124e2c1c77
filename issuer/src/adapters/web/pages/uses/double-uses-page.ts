import { DoubleUsesView } from '../../../http/api/grants/use-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';

/** Settled uses that cannot all be right, of the viewer's office, or of the whole city for who works for none. */
export const doubleUsesPage: PageDefinition = {
  path: '/office/uses/double',
  access: 'signed-in',
  show: showDoubleUses,
};

async function showDoubleUses({ ask, say, format }: PageRequest): Promise<Shown> {
  const found = await ask('listDoubleUses', { reply: DoubleUsesView });
  if (found.kind === 'problem') return found;
  const uses = found.body.receipts.map(({ id, grantId, day, settledAt, finding, ...use }) => ({
    ...use,
    receipt: id.slice(-8),
    grant: grantId.slice(-8),
    day: format.date(day),
    settled: format.instant(settledAt),
    finding: finding === undefined ? '' : say(`uses.findings.${finding}`),
  }));
  return showPage('uses/double', { uses });
}
