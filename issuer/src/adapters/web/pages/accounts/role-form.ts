import { heldFor, ROLES, type Role } from '../../../../domain/rights/index.ts';
import type { Problem } from '../../ask/ask.ts';
import { type FormField, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { Fields, FormErrors, PageRequest } from '../../page/page.ts';
import { textOf } from '../../page/text-of.ts';
import { grantorsOf } from '../grants/grantors-of.ts';
import { type Account, readOffices } from './read-account.ts';

/** What roles are held for that an account gets and changes. */
export const PLACES = ['office', 'jurisdiction', 'department', 'organisation', 'nothing'] as const;
/** The same, and the record of a holder: its number comes from the office that keeps it, and no administrator sees more of it. */
export const NEW_PLACES = [...PLACES, 'person'] as const;

export type PlaceKind = (typeof NEW_PLACES)[number];

const ROLES_FIELD: FormField = {
  pointer: '/body/roles/0/role',
  words: 'accounts.roles',
  refusals: ['roles-missing', 'roles-incompatible'],
};
const OFFICE: FormField = {
  pointer: '/body/roles/0/officeId',
  words: 'accounts.office',
  refusals: ['office-not-found', 'role-place-wrong'],
};
const AREA: FormField = { pointer: '/body/roles/0/jurisdiction', words: 'accounts.jurisdiction' };
const DEPARTMENT: FormField = { pointer: '/body/roles/0/ownerId', words: 'accounts.department' };
const RECORD: FormField = {
  pointer: '/body/personId',
  words: 'accounts.record',
  refusals: ['person-not-found', 'role-place-wrong'],
};
const ORGANISATION: FormField = { pointer: '/body/roles/0/ownerId', words: 'accounts.organisation' };

/** The fields that say which roles, and what for. */
export const ROLE_FIELDS = {
  office: { roles: ROLES_FIELD, officeId: OFFICE },
  jurisdiction: { jurisdiction: AREA },
  department: { ownerId: DEPARTMENT, jurisdiction: AREA },
  organisation: { roles: ROLES_FIELD, ownerId: ORGANISATION },
  nothing: {},
  person: { ownerId: RECORD },
} as const satisfies Record<PlaceKind, FormFields>;

/** The kind of place that the address of a change of roles names. */
export function placeNamed(name: string | undefined): PlaceKind | undefined {
  return PLACES.find((place) => place === name);
}

/** The kind of place that the address of a new account names. */
export function newPlaceNamed(name: string | undefined): PlaceKind | undefined {
  return NEW_PLACES.find((place) => place === name);
}

/** The roles that are held for such a place. */
function rolesAt(place: PlaceKind): readonly Role[] {
  return ROLES.filter((role) => heldFor(role) === place);
}

/** What the template needs for the fields of a place. */
export async function roleChoices(
  page: PageRequest,
  place: PlaceKind,
): Promise<Problem | { readonly kind: 'choices'; readonly data: Readonly<Record<string, unknown>> }> {
  const offices = place === 'office' ? await readOffices(page) : undefined;
  if (offices?.kind === 'problem') return offices;
  const data = {
    place,
    roles: rolesAt(place),
    offices: offices?.body.map(({ id, name }) => ({ value: id, text: name })),
    departments: place === 'department' ? await grantorsOf(page) : undefined,
  };
  return { kind: 'choices', data };
}

/** The roles that the form asks for; where a place has one role alone, that one. */
export function rolesIn({ fields }: PageRequest, place: PlaceKind): Account['roles'] {
  const choices = rolesAt(place);
  const ticked = tickedIn(fields);
  const chosen = choices.length === 1 ? choices : choices.filter((role) => ticked.includes(role));
  const [officeId, jurisdiction, typed = ''] = ['officeId', 'jurisdiction', 'ownerId'].map((name) =>
    textOf(fields, name),
  );
  // The number of a record is a UUID, which rights compare as it is kept: in small letters.
  const ownerId = place === 'person' ? typed.toLowerCase() : typed;
  return chosen.map((role) => ({
    role,
    ...(place === 'office' && { officeId }),
    ...((place === 'jurisdiction' || place === 'department') && { jurisdiction }),
    ...(['department', 'organisation', 'person'].includes(place) && { owner: { kind: place, id: ownerId } }),
  }));
}

/** The same roles as the API takes them. */
export function grantsOf(roles: Account['roles']) {
  return roles.map(({ owner, ...role }) => ({ ...role, ...(owner !== undefined && { ownerId: owner.id }) }));
}

/** A form with its ticked roles as a list. */
export function withTicks(fields: Fields): Fields {
  return { ...fields, roles: tickedIn(fields) };
}

/** What the form leaves out of what its place needs. */
export function missingOf(page: PageRequest, fields: FormFields): FormErrors | undefined {
  const missing = Object.entries(fields).filter(([name]) =>
    name === 'roles' ? tickedIn(page.fields).length === 0 : textOf(page.fields, name) === '',
  );
  if (missing.length === 0) return undefined;
  const sentences = missing.map(([name, field]) => [
    name,
    name === 'roles' ? page.say(`${field.words}.missing`) : sentenceOf(page, name, field),
  ]);
  return { status: 422, fields: Object.fromEntries(sentences), others: [] };
}

function tickedIn({ roles = [] }: Fields): readonly string[] {
  return typeof roles === 'string' ? [roles] : roles;
}
