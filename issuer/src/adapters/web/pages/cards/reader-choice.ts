import { CountersView } from '../../../http/api/production/counter-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import type { FormFields } from '../../page/form-errors.ts';
import type { PageRequest } from '../../page/page.ts';
import { chosenReader } from './card-address.ts';

/** A reader that a card can be laid on. */
export type ReaderChoice = {
  /** What a form sends: the counter and the reader, joined by a slash. */
  readonly value: string;
  readonly agent: string;
  readonly reader: string;
  readonly card: 'ready' | 'mute' | 'absent';
};

/** The choice of a reader in a form. */
export const READER_FIELD = {
  at: {
    pointer: '/body/agent',
    words: 'cards.reader',
    refusals: ['AGENT_ABSENT', 'AGENT_LINE_LOST', 'READER_ABSENT', 'READER_REMOVED'],
  },
} as const satisfies FormFields;

/** Every reader of every counter whose line stands. */
export async function readReaders({ ask }: PageRequest): Promise<Answer<readonly ReaderChoice[]>> {
  const found = await ask('listCounters', { reply: CountersView });
  if (found.kind === 'problem') return found;
  const readers = found.body.counters.flatMap(({ agent, readers: all }) =>
    all.map(({ name, card }) => ({ value: `${agent}/${name}`, agent, reader: name, card })),
  );
  return { ...found, body: readers };
}

/** The reader that is marked in a form: the one that was chosen, or the only one that there is; empty for none. */
export function markedReader(page: PageRequest, readers: readonly ReaderChoice[]): string {
  return chosenReader(page) ?? (readers.length === 1 ? readers[0]?.value : undefined) ?? '';
}

/** A reader as the API takes it; of what names none, the parts that it has. */
export function stationOf(value: string | undefined): { readonly agent?: string; readonly reader?: string } {
  const [agent = '', ...rest] = (value ?? '').split('/');
  if (agent === '') return {};
  return rest.length === 0 ? { agent } : { agent, reader: rest.join('/') };
}
