import { runSaga } from './run-saga.ts';
import { openSaga, type SagaPlace } from './saga-place.ts';

/** After which step or commit, or before which command to the chip, the process ends itself with SIGKILL. */
export type KillAt =
  | { readonly what: 'step'; readonly state: string }
  | { readonly what: 'commit' | 'apdu'; readonly count: number };

/** Prints what it counted when it comes to the end; most runs do not. */
const { place, killAt }: { readonly place: SagaPlace; readonly killAt: KillAt } = JSON.parse(process.argv[2] ?? '{}');
const seen = { commit: 0, apdu: 0 };

function count(what: 'commit' | 'apdu'): void {
  seen[what] += 1;
  if (killAt.what === what && seen[what] === killAt.count) process.kill(process.pid, 'SIGKILL');
}

const saga = await openSaga(place, {
  committed: (steps) => {
    if (killAt.what === 'step' && steps.includes(killAt.state)) process.kill(process.pid, 'SIGKILL');
    count('commit');
  },
  sending: () => count('apdu'),
});
await runSaga(saga, place);
await saga.close();
process.stdout.write(`${JSON.stringify(seen)}\n`);
