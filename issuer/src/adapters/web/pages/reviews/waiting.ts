import type * as z from 'zod';
import { WaitingView } from '../../../http/api/waiting/index.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest, Shown } from '../../page/page.ts';
import { NOT_FOUND } from '../../page/shown.ts';

export type Waiting = z.output<typeof WaitingView>['lines'][number];

/** What waits at the viewer's office for somebody with their roles. */
export async function readWaiting({ ask }: PageRequest): Promise<Answer<readonly Waiting[]>> {
  const found = await ask('listWaiting', { reply: WaitingView });
  return found.kind === 'problem' ? found : { ...found, body: found.body.lines };
}

/** Shows what the address names by kind and `id`; one that waits no more is not found. */
export async function onWaiting(
  page: PageRequest,
  kind: Waiting['kind'],
  show: (line: Waiting) => Promise<Shown>,
): Promise<Shown> {
  const found = await readWaiting(page);
  if (found.kind === 'problem') return found;
  const line = found.body.find((one) => one.kind === kind && one.id === page.params['id']);
  return line === undefined ? NOT_FOUND : show(line);
}
