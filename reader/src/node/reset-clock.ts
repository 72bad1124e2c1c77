import { nodeFileWriter } from './file-writer.ts';
import { readState, writeState } from './trust-state-file.ts';

/**
 * Forgets the highest reading of the clock and begins at `now`: for an operator who knows that the clock was wrongly ahead
 * and is right now. Everything else that is remembered stays.
 * @throws PermitError STORE_FAILED
 */
export async function resetClock(
  folder: string,
  now: number,
): Promise<{ readonly before: number; readonly after: number }> {
  const state = await readState(folder);
  await writeState(folder, { ...state, floors: { ...state.floors, clock: now } }, nodeFileWriter);
  return { before: state.floors.clock, after: now };
}

/** The highest reading of the clock that this verifier remembers, in seconds since 1970; 0 for none. */
export async function readClockFloor(folder: string): Promise<number> {
  return (await readState(folder)).floors.clock;
}
