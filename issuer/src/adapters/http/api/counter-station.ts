import * as z from 'zod';
import type { CounterPlace } from './production/production-use-cases.ts';

/** Where a card lies: the counter's agent, and part of the reader's name where it has several. */
export const Station = z.strictObject({
  agent: z.string().min(1).max(64),
  reader: z.string().min(1).max(128).optional(),
});

const WAIT_MS = 30_000;

/** The reader of a station, as the lines to the counters take it. */
export function placeOf({ agent, reader }: z.infer<typeof Station>): CounterPlace {
  return { agent, waitMs: WAIT_MS, ...(reader === undefined ? {} : { reader }) };
}
