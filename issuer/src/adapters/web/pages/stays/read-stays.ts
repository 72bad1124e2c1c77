import * as z from 'zod';
import { PersonView, RegistrationView } from '../../../http/api/views.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';

const StaysView = z.object({ registrations: z.array(RegistrationView), months: z.int() });
const Whose = z.object({ person: PersonView });

/** The stays of a person, and the whole months of unbroken residence that they amount to. */
export type Stays = z.output<typeof StaysView>;
export type Stay = Stays['registrations'][number];

const UPKEEP = 'registration-upkeep';

/** Reads the stays of the person that the page's address names; the look is written down by the API. */
export function readStays({ ask, params }: PageRequest): Promise<Answer<Stays>> {
  const { personId = '' } = params;
  return ask('listRegistrations', { params: { personId }, purpose: UPKEEP, reply: StaysView });
}

/** The name of that person, which the officer compares with the proof of identity. */
export async function readName({ ask, params }: PageRequest): Promise<Answer<string>> {
  const { personId = '' } = params;
  const read = await ask('readPerson', { params: { personId }, purpose: UPKEEP, reply: Whose });
  return read.kind === 'problem' ? read : { ...read, body: read.body.person.name };
}

/** A stay that goes on, and that the person can leave or move from. */
export function isOpenStay({ state, through }: Stay): boolean {
  return state === 'CURRENT' && through === undefined;
}
