import * as z from 'zod';
import { isOver } from '../../../../domain/lifecycles/index.ts';
import { ApplicationView, PermitView, PersonView } from '../../../http/api/views.ts';
import type { Problem } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { caseAddress } from '../cases/case-address.ts';
import { endingAddress } from '../endings/ending-address.ts';

const Read = z.object({
  person: PersonView,
  applications: z.array(ApplicationView),
  permit: PermitView.optional(),
});

/** What has to end before somebody can be forgotten, each with the pages on which that is done. */
export type Obstacle = {
  readonly name: 'permit' | 'case';
  readonly ways: readonly { readonly to: string; readonly number: string }[];
};

/** Somebody who may be to be forgotten. */
export type Forgotten = {
  readonly kind: 'person';
  readonly person: z.output<typeof PersonView>;
  /** Of all their cases. */
  readonly caseNumbers: readonly string[];
  readonly obstacles: readonly Obstacle[];
};

/** Opens the record of somebody who is to be forgotten, and tells what stands in the way. */
export async function readForgotten({ ask }: PageRequest, personId: string): Promise<Forgotten | Problem> {
  const read = await ask('readPerson', { params: { personId }, purpose: 'supervision', reply: Read });
  if (read.kind === 'problem') return read;
  const { person, applications, permit } = read.body;
  const granted = permit && applications.find(({ permitId }) => permitId === permit.id);
  const open = applications.filter(({ state }) => !isOver(state));
  const permitWays = granted === undefined ? [] : [{ to: endingAddress(granted), number: granted.number }];
  const caseWays = open.map((one) => ({ to: caseAddress(one), number: one.number }));
  return {
    kind: 'person',
    person,
    caseNumbers: applications.map(({ number }) => number),
    obstacles: [
      ...(permit === undefined ? [] : [{ name: 'permit' as const, ways: permitWays }]),
      ...(open.length === 0 ? [] : [{ name: 'case' as const, ways: caseWays }]),
    ],
  };
}
