import type * as z from 'zod';
import { AccountView } from '../../../accounts/index.ts';
import { OfficesView } from '../../../http/api/workplace/index.ts';
import type { PageRequest, Shown } from '../../page/page.ts';

export type Account = z.output<typeof AccountView>;

/** Says what a role is held for, in words. */
export type PlaceOf = (role: Account['roles'][number]) => string;

/** The offices to choose from. */
export async function readOffices({ ask }: PageRequest) {
  const found = await ask('listOffices', { reply: OfficesView });
  return found.kind === 'problem' ? found : { ...found, body: found.body.offices };
}

/** Shows the account that the address names, with the words of its places. */
export async function onAccount(
  page: PageRequest,
  show: (account: Account, placeOf: PlaceOf) => Shown | Promise<Shown>,
): Promise<Shown> {
  const params = { accountId: page.params['accountId'] ?? '' };
  const account = await page.ask('readAccount', { params, reply: AccountView });
  if (account.kind === 'problem') return account;
  const offices = await readOffices(page);
  return offices.kind === 'problem' ? offices : show(account.body, placeWords(page, offices.body));
}

/** Names of offices and departments; codes of areas and organisations as they are. */
export function placeWords(
  { say, has }: PageRequest,
  offices: readonly { readonly id: string; readonly name: string }[],
): PlaceOf {
  return ({ officeId, jurisdiction, owner }) => {
    if (officeId !== undefined) return offices.find(({ id }) => id === officeId)?.name ?? officeId;
    const area = jurisdiction === undefined ? [] : [say('accounts.area', { code: jurisdiction })];
    if (owner === undefined) return area.join('');
    const key = `standing.department.${owner.id}`;
    return [owner.kind === 'department' && has(key) ? say(key) : owner.id, ...area].join(say('common.comma'));
  };
}

/** The roles of an account as they are listed, each with what it is held for. */
export function rolesShown({ say }: PageRequest, roles: Account['roles'], placeOf: PlaceOf): readonly string[] {
  return roles.map((held) => {
    const place = placeOf(held);
    const name = say(`common.roles.${held.role}`);
    return place === '' ? name : `${name}${say('common.colon')}${place}`;
  });
}
