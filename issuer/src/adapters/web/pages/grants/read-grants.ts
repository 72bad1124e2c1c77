import * as z from 'zod';
import { CatalogueView } from '../../../http/api/catalogue/catalogue-routes.ts';
import { CardGrantsView, GrantsView } from '../../../http/api/grants/grant-routes.ts';
import { WithdrawalView } from '../../../http/api/grants/withdrawal-routes.ts';
import { GrantView } from '../../../http/api/views.ts';
import type { Answer, Problem } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { cardParams } from '../cards/card-address.ts';

const Withdrawals = z.object({ withdrawals: z.array(WithdrawalView) });

export type Grant = z.output<typeof GrantView>;
export type CardGrants = z.output<typeof CardGrantsView>;
export type Withdrawal = z.output<typeof WithdrawalView>;
export type GrantsOfPermit = {
  readonly grants: readonly Grant[];
  readonly withdrawals: readonly Withdrawal[];
  /** The card that they are written to; absent where there is none. */
  readonly cardNumber?: string | undefined;
};

/** The entitlements of a permit and their withdrawals, as far as the viewer may see them. Each reading is a look. */
export async function readGrants(page: PageRequest, permitNumber: string): Promise<Answer<GrantsOfPermit>> {
  const { ask } = page;
  const purpose = purposeOf(page);
  const params = { permitNumber };
  const grants = await ask('listGrants', { params, purpose, reply: GrantsView });
  if (grants.kind === 'problem') return grants;
  const withdrawals = await ask('listWithdrawals', { params, purpose, reply: Withdrawals });
  if (withdrawals.kind === 'problem') return withdrawals;
  return { ...grants, body: { ...grants.body, withdrawals: withdrawals.body.withdrawals } };
}

/** The entitlements of a permit as they stand to the card that the page's address names. */
export function readCardGrants(page: PageRequest): Promise<Answer<CardGrants>> {
  return page.ask('readCardGrants', { params: cardParams(page), purpose: purposeOf(page), reply: CardGrantsView });
}

/** What the viewer's role looks at entitlements for. */
function purposeOf({ viewer }: PageRequest): 'counter-service' | 'grant-handling' {
  return viewer?.roles.includes('clerk') === true ? 'counter-service' : 'grant-handling';
}

/** Titles of the kinds of the catalogue in the viewer's language, by id. */
export async function kindTitles({ ask, language }: PageRequest): Promise<Problem | ReadonlyMap<string, string>> {
  const catalogue = await ask('readCatalogue', { reply: CatalogueView });
  if (catalogue.kind === 'problem') return catalogue;
  return new Map(catalogue.body.entries.map(({ id, titles }) => [id, titles[language]]));
}
