import * as z from 'zod';
import { CatalogueView } from '../../../http/api/catalogue/catalogue-routes.ts';
import { WithdrawalView } from '../../../http/api/grants/withdrawal-routes.ts';
import { GrantView } from '../../../http/api/views.ts';
import type { Answer, Problem } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';

const Grants = z.object({ grants: z.array(GrantView) });
const Withdrawals = z.object({ withdrawals: z.array(WithdrawalView) });

export type Grant = z.output<typeof GrantView>;
export type Withdrawal = z.output<typeof WithdrawalView>;
export type GrantsOfPermit = { readonly grants: readonly Grant[]; readonly withdrawals: readonly Withdrawal[] };

/** The entitlements of a permit and their withdrawals, as far as the viewer may see them. Each reading is a look. */
export async function readGrants(page: PageRequest, permitNumber: string): Promise<Answer<GrantsOfPermit>> {
  const { ask, viewer } = page;
  const purpose = viewer?.roles.includes('clerk') === true ? 'counter-service' : 'grant-handling';
  const params = { permitNumber };
  const grants = await ask('listGrants', { params, purpose, reply: Grants });
  if (grants.kind === 'problem') return grants;
  const withdrawals = await ask('listWithdrawals', { params, purpose, reply: Withdrawals });
  if (withdrawals.kind === 'problem') return withdrawals;
  return { ...grants, body: { grants: grants.body.grants, withdrawals: withdrawals.body.withdrawals } };
}

/** Titles of the kinds of the catalogue in the viewer's language, by id. */
export async function kindTitles({ ask, language }: PageRequest): Promise<Problem | ReadonlyMap<string, string>> {
  const catalogue = await ask('readCatalogue', { reply: CatalogueView });
  if (catalogue.kind === 'problem') return catalogue;
  return new Map(catalogue.body.entries.map(({ id, titles }) => [id, titles[language]]));
}
