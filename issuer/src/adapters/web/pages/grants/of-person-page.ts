import * as z from 'zod';
import { PermitView, PersonView } from '../../../http/api/views.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showPage } from '../../page/shown.ts';

const PermitOfPerson = z.object({ person: PersonView, permit: PermitView.optional() });

/** The way from whoever stands at the counter to the entitlements of their permit. */
export const ofPersonPage: PageDefinition = {
  path: '/office/grants/of/:personId',
  access: 'signed-in',
  show: showOfPerson,
};

async function showOfPerson({ ask, params }: PageRequest): Promise<Shown> {
  const { personId = '' } = params;
  const read = await ask('readPerson', { params: { personId }, purpose: 'counter-service', reply: PermitOfPerson });
  if (read.kind === 'problem') return read;
  const { person, permit } = read.body;
  if (permit !== undefined) return goTo(`/office/grants/permits/${permit.number}`);
  return showPage('grants/no-permit', { name: person.name });
}
