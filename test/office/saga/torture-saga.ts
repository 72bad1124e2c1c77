import { ownDatabase } from '../../builders/own-database.ts';
import { expectBalance } from './expect-sound.ts';
import { sagaLab } from './saga-lab.ts';
import type { KillAt } from './saga-process.ts';

/** What came of killing processes between a decision and an active card. */
export type SagaTorture = {
  readonly kills: number;
  /** Accidents after which something that must hold did not. */
  readonly broken: number;
  readonly findings: readonly string[];
};

/** No way has as many commits or commands; it ends what would go wrong every time. */
const MOST = 400;

/**
 * Kills a process after every commit and before every command to the chip, one case each, until a way ends undisturbed; then
 * another process goes on, and everything that must hold is looked at.
 * @param options.isEnough asked before each case
 */
export async function tortureSaga(options: {
  isEnough(): boolean;
  onProgress(kills: number): void;
}): Promise<SagaTorture> {
  const database = await ownDatabase('embedded');
  const lab = await sagaLab(database);
  const findings: string[] = [];
  let kills = 0;
  try {
    for (const what of ['commit', 'apdu'] as const) {
      for (let count = 1; count <= MOST && !options.isEnough(); count += 1) {
        if (!(await isKilled({ what, count }))) break;
        kills += 1;
        options.onProgress(kills);
      }
    }
    await expectBalance(lab).catch((cause: unknown) => findings.push(`balance: ${String(cause)}`));
  } finally {
    await lab.close();
  }
  return { kills, broken: findings.length, findings };

  /** False when the way ended before it came to that. */
  async function isKilled(killAt: KillAt & { readonly count: number }): Promise<boolean> {
    try {
      return await lab.isKilledAndGoesOn(killAt);
    } catch (cause) {
      findings.push(`${killAt.what} ${killAt.count}: ${cause instanceof Error ? cause.message : String(cause)}`);
      return true;
    }
  }
}
