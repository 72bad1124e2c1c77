import type { AccessLogEntry, Nonvolatile } from '../../nonvolatile/index.ts';

/** The log is a ring of this many entries. Card profile 1 §2. */
const ACCESS_LOG_ENTRIES = 64;

/** The log with one more line; the oldest line makes room. */
export function accessLogWith(memory: Nonvolatile, entry: AccessLogEntry): readonly AccessLogEntry[] {
  return [...memory.read('accessLog'), entry].slice(-ACCESS_LOG_ENTRIES);
}
