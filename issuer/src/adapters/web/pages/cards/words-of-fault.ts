import type { PageRequest } from '../../page/page.ts';

/** What the code of a fault or a refusal says to whoever sits at the reader. */
export function wordsOfFault({ say, has }: PageRequest, code: string | undefined): string {
  const key = [`cards.faults.${code ?? ''}`, `problems.${code ?? ''}`].find((one) => code !== undefined && has(one));
  return say(key ?? 'cards.fault-unknown');
}
