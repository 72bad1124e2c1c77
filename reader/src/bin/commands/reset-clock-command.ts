import { PermitError } from '@residence-permit/shared/errors';
import { formatTdate } from '@residence-permit/shared/plain-date';
import { readClockFloor, resetClock } from '../../node/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import type { Clock } from '../parse-settings.ts';

/**
 * `permit-reader trust reset-clock DIR --yes`: from now on the clock may show less than it once did. Only for an operator
 * who has compared it with another: whoever sets a clock back makes old revocation lists look new.
 * @throws PermitError SETTING_BAD without the confirmation
 */
export async function resetClockCommand(request: {
  readonly output: CommandOutput;
  readonly folder: string;
  readonly clock: Clock;
  readonly confirmed: boolean;
}): Promise<number> {
  const { output, folder } = request;
  const now = request.clock();
  if (!request.confirmed) {
    const floor = await readClockFloor(folder);
    const shown = floor === 0 ? 'none' : formatTdate(floor);
    const detail = `--yes: the clock shows ${formatTdate(now)}, the highest reading kept is ${shown}. Compare the clock with another one first`;
    throw new PermitError('SETTING_BAD', { detail });
  }
  const { before } = await resetClock(folder, now);
  const zh = output.language === 'zh';
  const [was, is] = [before === 0 ? '–' : formatTdate(before), formatTdate(now)];
  writeResult(output, { before: was, after: is }, [
    zh ? `时钟最高读数：原为 ${was}，现为 ${is}` : `highest reading of the clock: was ${was}, is ${is}`,
  ]);
  return EXIT.ACCEPTED;
}
