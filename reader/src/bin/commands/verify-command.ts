import { writeFile } from 'node:fs/promises';
import { PermitError } from '@residence-permit/shared/errors';
import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import { loadTerminalFolder, loadTrustFolder, nodeEngine, nodeRandom } from '../../node/index.ts';
import {
  type StalenessBudget,
  type TapPassword,
  type TapResult,
  type Verdict,
  verifyCard,
} from '../../verify/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { describeTap, tapAsJson } from '../describe-tap.ts';
import { EXIT, exitStatusOf } from '../exit-status.ts';
import type { Clock } from '../parse-settings.ts';
import { describeKeptReceipt, openReceipts } from '../keep-receipt.ts';
import { withCard } from '../with-card.ts';

export type VerifyCommand = {
  readonly output: CommandOutput;
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  readonly password: TapPassword;
  readonly mapping: PaceMapping;
  readonly curve: PaceCurve;
  /** Folder. */
  readonly trust: string;
  /** Folder, or `none`. */
  readonly terminal: string;
  readonly purpose: string;
  readonly clock: Clock;
  readonly staleness: StalenessBudget;
  readonly utcOffsetMinutes: number;
  /** File for the portrait, if the purpose has one. */
  readonly portrait: string | undefined;
  /** New file, or folder, for a copy of the signed receipt that the terminal then keeps of the tap. */
  readonly receipt: string | undefined;
};

const EXIT_OF_VERDICT = {
  accepted: EXIT.ACCEPTED,
  rejected: EXIT.REJECTED,
  undecided: EXIT.UNDECIDED,
} as const satisfies Record<Verdict, number>;

/** `permit-reader verify`: one tap, judged with no network. Everything is opened and checked before a card is asked for. */
export async function verifyCommand(request: VerifyCommand): Promise<number> {
  const { output, clock } = request;
  const { trust } = await loadTrustFolder({ folder: request.trust, engine: nodeEngine, openedAt: clock() });
  const purpose = trust.findPurpose(request.purpose);
  if (purpose === undefined) {
    const known = trust.purposes.map(({ id }) => id).join(', ');
    throw new PermitError('PURPOSE_UNKNOWN', { detail: `${request.purpose}; there are ${known}` });
  }
  const terminal = request.terminal === 'none' ? 'none' : await loadTerminalFolder(request.terminal);
  const keepReceipt = await openReceipts(request);
  const result = await withCard(request, (card) =>
    verifyCard({
      transport: card,
      password: request.password,
      mapping: request.mapping,
      curve: request.curve,
      purpose,
      terminal,
      trust,
      clock,
      utcOffsetMinutes: request.utcOffsetMinutes,
      staleness: request.staleness,
      random: nodeRandom,
      engine: nodeEngine,
      metering: { nowMs: () => performance.now() },
    }),
  );
  await savePortrait(request.portrait, result);
  const shown = { result, purpose, kinds: trust.kinds };
  // Asked for a receipt, no verdict is shown before it is on the disk.
  const receipt = await keepReceipt?.({ result, purpose: purpose.id, trust });
  writeResult(output, receipt === undefined ? tapAsJson(shown) : { ...tapAsJson(shown), receipt }, [
    ...describeTap(shown, output.language),
    ...describeKeptReceipt(receipt, output.language),
  ]);
  return exitStatusOfTap(result);
}

/** A tap that the reader spoiled is no judgement of the card. */
function exitStatusOfTap({ verdict, interruption }: TapResult): number {
  const spoiled = interruption?.code === 'READER_FAILED' || interruption?.code === 'UNEXPECTED';
  return spoiled ? exitStatusOf(interruption.code) : EXIT_OF_VERDICT[verdict];
}

async function savePortrait(path: string | undefined, { fields }: TapResult): Promise<void> {
  if (path === undefined || fields.portrait === undefined) return;
  try {
    await writeFile(path, fields.portrait, { mode: 0o600 });
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}
