import { runSaga } from './run-saga.ts';
import { openSaga, type SagaPlace } from './saga-place.ts';

/** After which commit, or before which command, the process ends itself with SIGKILL. */
export type KillAt = { readonly what: 'commit' | 'apdu'; readonly count: number };

/** Prints what it counted when it comes to the end; most runs do not. */
const { place, killAt }: { readonly place: SagaPlace; readonly killAt: KillAt } = JSON.parse(process.argv[2] ?? '{}');
const seen = { commit: 0, apdu: 0 };

function count(what: KillAt['what']): void {
  seen[what] += 1;
  if (killAt.what === what && seen[what] === killAt.count) process.kill(process.pid, 'SIGKILL');
}

const saga = await openSaga(place, { committed: () => count('commit'), sending: () => count('apdu') });
await runSaga(saga, place);
await saga.close();
process.stdout.write(`${JSON.stringify(seen)}\n`);
