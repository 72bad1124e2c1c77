import type { PageRequest } from '../../page/page.ts';

/** What the code of a fault or a refusal says to whoever sits at the reader. */
export function wordsOfFault({ say, has }: PageRequest, code: string | undefined): string {
  const key = `problems.${code ?? ''}`;
  return say(code !== undefined && has(key) ? key : 'cards.fault-unknown');
}
