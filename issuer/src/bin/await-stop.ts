import { once } from 'node:events';

/**
 * Resolves at the first SIGTERM or SIGINT. The signals are caught from the call on, so call it before anybody is told that the
 * process runs; a second signal ends the process at once.
 */
export async function awaitStop(): Promise<void> {
  const heard = new AbortController();
  const { signal } = heard;
  await Promise.race([once(process, 'SIGTERM', { signal }), once(process, 'SIGINT', { signal })]);
  heard.abort();
}
