import { formErrorsOf } from '../../page/form-errors.ts';
import type { Fields, FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { type Account, onAccount, rolesShown } from './read-account.ts';
import {
  grantsOf,
  missingOf,
  type PlaceKind,
  placeNamed,
  ROLE_FIELDS,
  roleChoices,
  rolesIn,
  withTicks,
} from './role-form.ts';

const PATH = '/office/accounts/:accountId/roles/:place';

/** Other roles for an account: chosen, looked over beside those of before, given. */
export const rolesPages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: (page) => showRoles(page), act: check },
  { path: `${PATH}/check`, access: 'signed-in', show: (page) => showRoles(page), act: give },
];

function showRoles(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onPlace(page, async (place) => {
    const choices = await roleChoices(page, place);
    if (choices.kind === 'problem') return choices;
    return onAccount(page, (account) => {
      const values = withTicks(errors === undefined ? { ...valuesOf(account, place), ...page.kept } : page.fields);
      return showForm('accounts/roles', { data: { ...choices.data, account }, values, errors });
    });
  });
}

/** What the account has at such a place stands in the form, unless it is at several of them. */
function valuesOf({ roles }: Account, place: PlaceKind): Fields {
  const held = roles.filter(({ officeId, owner, jurisdiction }) => {
    if (place === 'office') return officeId !== undefined;
    if (place === 'jurisdiction') return officeId === undefined && owner === undefined && jurisdiction !== undefined;
    return owner?.kind === place;
  });
  const [first] = held;
  const isElsewhere = held.some(
    ({ officeId, owner }) => officeId !== first?.officeId || owner?.id !== first?.owner?.id,
  );
  if (first === undefined || isElsewhere) return {};
  const { officeId = '', jurisdiction = '', owner } = first;
  return { roles: held.map(({ role }) => role), officeId, jurisdiction, ownerId: owner?.id ?? '' };
}

function check(page: PageRequest): Promise<Shown> {
  return onPlace(page, (place) => {
    const missing = missingOf(page, ROLE_FIELDS[place]);
    if (missing !== undefined) return showRoles(page, missing);
    return onAccount(page, (account, placeOf) => {
      const before = rolesShown(page, account.roles, placeOf);
      const after = rolesShown(page, rolesIn(page, place), placeOf);
      return showForm('accounts/roles-check', {
        data: { account, place, before, after },
        values: withTicks(page.fields),
      });
    });
  });
}

function give(page: PageRequest): Promise<Shown> {
  return onPlace(page, async (place) => {
    const { accountId = '' } = page.params;
    const missing = missingOf(page, ROLE_FIELDS[place]);
    if (missing !== undefined) return showRoles(page, missing);
    const body = { roles: grantsOf(rolesIn(page, place)) };
    const given = await page.ask('setRoles', { params: { accountId }, body });
    if (given.kind === 'reply') return goTo(`/office/accounts/${accountId}?done=roles`);
    const errors = formErrorsOf(page, given, ROLE_FIELDS[place]);
    return errors === undefined ? given : showRoles(page, errors);
  });
}

async function onPlace(page: PageRequest, show: (place: PlaceKind) => Promise<Shown>): Promise<Shown> {
  const place = placeNamed(page.params['place']);
  return place === undefined ? goTo(`/office/accounts/${page.params['accountId'] ?? ''}`) : show(place);
}
