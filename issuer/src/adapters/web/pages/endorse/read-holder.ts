import * as z from 'zod';
import { isOver } from '../../../../domain/lifecycles/index.ts';
import { ApplicationView, PermitView, PersonView } from '../../../http/api/views.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';

const HolderRecord = z.object({
  person: PersonView,
  applications: z.array(ApplicationView),
  permit: PermitView.optional(),
});
type Application = z.output<typeof ApplicationView>;

/** Whoever comes to have their permit endorsed, with the case of it that is open, if there is one. */
export type Holder = Pick<z.output<typeof HolderRecord>, 'person' | 'permit'> & {
  readonly open: Application | undefined;
};

/** Opens the record of the person that the page's address names; the look is written down by the API. */
export async function readHolder({ ask, params }: PageRequest): Promise<Answer<Holder>> {
  const { personId = '' } = params;
  const read = await ask('readPerson', { params: { personId }, purpose: 'endorsement', reply: HolderRecord });
  if (read.kind === 'problem') return read;
  const { person, permit, applications } = read.body;
  return { ...read, body: { person, permit, open: applications.find(isOpenEndorsement) } };
}

function isOpenEndorsement({ kind, state }: Application): boolean {
  return kind === 'ENDORSE' && !isOver(state);
}
