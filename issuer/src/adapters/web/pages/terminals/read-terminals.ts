import * as z from 'zod';
import { PurposesView } from '../../../http/api/purposes/purpose-routes.ts';
import { TerminalView } from '../../../http/api/terminals/terminal-routes.ts';
import type { Answer, Problem } from '../../ask/ask.ts';
import type { PageRequest, Shown } from '../../page/page.ts';
import { NOT_FOUND } from '../../page/shown.ts';

const Terminals = z.object({ terminals: z.array(TerminalView) });

export type Terminal = z.output<typeof TerminalView>;

/** The terminals that the viewer's office supervises, or that their organisation runs. */
export async function readTerminals({ ask }: PageRequest): Promise<Answer<readonly Terminal[]>> {
  const read = await ask('listTerminals', { reply: Terminals });
  return read.kind === 'problem' ? read : { ...read, body: read.body.terminals };
}

/** Shows the terminal that the address names. */
export async function onTerminal(
  page: PageRequest,
  show: (terminal: Terminal) => Shown | Promise<Shown>,
): Promise<Shown> {
  const read = await readTerminals(page);
  if (read.kind === 'problem') return read;
  const terminal = read.body.find(({ id }) => id === page.params['terminalId']);
  return terminal === undefined ? NOT_FOUND : show(terminal);
}

/** Titles of the published purposes of terminals, by id. */
export async function purposeTitles({ ask, language }: PageRequest): Promise<Problem | ReadonlyMap<string, string>> {
  const read = await ask('readPurposes', { reply: PurposesView });
  if (read.kind === 'problem') return read;
  return new Map(read.body.terminal.map(({ id, titles }) => [id, titles[language]]));
}
