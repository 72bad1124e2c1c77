import type { OfficeClient } from '@residence-permit/test/office/office-client';
import { familyName } from './fill-register.ts';

/** A case that an officer may open. */
export type OpenCase = { readonly id: string; readonly number: string; readonly citizenId: string };

/** What an officer asks for: the queue, one case, or persons. */
export const READ_KINDS = ['queue', 'case', 'search'] as const;
export type ReadKind = (typeof READ_KINDS)[number];

/** Half queue, three tenths cases, a fifth searches. */
const MIX = ['queue', 'case', 'queue', 'search', 'queue', 'case', 'queue', 'search', 'queue', 'case'] as const;
const QUEUES = ['SUBMITTED', 'ACCEPTED,IN_REVIEW', 'SUBMITTED,SUPPLEMENT_REQUESTED,ACCEPTED,IN_REVIEW'] as const;
const FAMILIES = 100;

/** Which kind a request is, by its order. */
export function kindOf(index: number): ReadKind {
  return MIX[index % MIX.length] ?? 'queue';
}

/** The reads of several officers over the cases given; a search is by ID number, Han prefix and pinyin in turn. */
export function officeReads(clients: readonly OfficeClient[], cases: readonly OpenCase[]) {
  const inTurn = <Value>(values: readonly Value[], turn: number): Value => {
    const value = values[turn % values.length];
    if (value === undefined) throw new RangeError('values: want at least one');
    return value;
  };
  return async (index: number): Promise<void> => {
    // Another stride than the mix has, so that each officer asks for everything.
    const client = inTurn(clients, Math.floor(index / MIX.length) + index);
    const turn = Math.floor(index / 2);
    const one = inTurn(cases, index * 7919);
    const headers = { 'permit-purpose': 'case-handling', 'permit-case': one.number };
    switch (kindOf(index)) {
      case 'queue':
        return ask('queue', client.get(`/api/v1/applications?states=${inTurn(QUEUES, turn)}&limit=50`, headers));
      case 'case':
        return ask('case', client.get(`/api/v1/applications/${one.id}`, headers));
      case 'search':
        return ask('search', client.post('/api/v1/persons/search', queryOf(Math.floor(turn / 2), one), headers));
    }
  };
}

function queryOf(turn: number, { citizenId }: OpenCase): object {
  const { character, syllable } = familyName((turn * 37) % FAMILIES);
  switch (turn % 3) {
    case 0:
      return { kind: 'citizen-id', citizenId };
    case 1:
      return { kind: 'name', prefix: character };
    default:
      return { kind: 'pinyin', prefix: `${syllable} ` };
  }
}

async function ask(kind: ReadKind, asked: Promise<{ readonly status: number; readonly body: object }>): Promise<void> {
  const { status, body } = await asked;
  if (status !== 200) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
}
