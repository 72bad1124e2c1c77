import { ProofView } from '../../../http/api/audit/index.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showPage } from '../../page/shown.ts';

/** Proving the log: hashing it again, and saying where it broke if it did. */
export const proofPage: PageDefinition = {
  path: '/office/audit/proof',
  access: 'signed-in',
  show: async () => goTo('/office/audit'),
  act: prove,
};

async function prove({ ask, now }: PageRequest): Promise<Shown> {
  const done = await ask('proveAuditLog', { reply: ProofView });
  if (done.kind === 'problem') return done;
  const { offices } = done.body;
  const isWhole = offices.every(({ broken }) => broken === 0);
  // An entry is linked within minutes; before the first one there is no chain that could be whole.
  const result = isWhole ? (offices.some(({ links }) => links > 0) ? 'whole' : 'nothing') : 'broken';
  const hasClocks = offices.some(({ clocks }) => clocks > 0);
  return showPage('audit/proof', { offices, isWhole, result, hasClocks, provedAt: now });
}
