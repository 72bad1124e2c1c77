import { writeFile } from 'node:fs/promises';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { type Code, PermitError } from '@residence-permit/shared/errors';
import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import { LoggedTransport, type MakeEvidence } from '../../evidence/index.ts';
import { loadTerminalFolder, loadTrustFolder, nodeEngine, nodeRandom } from '../../node/index.ts';
import type { TerminalCredential } from '../../session/index.ts';
import { type StalenessBudget, type TapPassword, type TapResult, tapCard, type Verdict } from '../../verify/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { describeTap, tapAsJson } from '../describe-tap.ts';
import { EXIT, exitStatusOf } from '../exit-status.ts';
import { type Clock, instantKindOf } from '../parse-settings.ts';
import { describeKeptReceipt, openReceipts } from '../keep-receipt.ts';
import { describeKeptFiles, keepFiles, type KeepFiles, requireNewFiles } from '../keep-files.ts';
import { SOFTWARE } from '../software.ts';
import { takeTrustSnapshot } from '../trust-snapshot.ts';
import { withCard } from '../with-card.ts';

export type VerifyCommand = {
  readonly output: CommandOutput;
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  readonly waitForReader: boolean;
  readonly answerSeconds: number;
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
  /** Evidence, log and report of the tap. */
  readonly keep: KeepFiles;
};

const EXIT_OF_VERDICT = {
  accepted: EXIT.ACCEPTED,
  rejected: EXIT.REJECTED,
  undecided: EXIT.UNDECIDED,
} as const satisfies Record<Verdict, number>;

/** `permit-reader verify`: one tap, judged with no network. Everything is opened and checked before a card is asked for. */
export async function verifyCommand(request: VerifyCommand): Promise<number> {
  const { output, clock, keep } = request;
  await requireNewFiles(keep);
  const trustFiles = keep.record === undefined ? new Map() : await takeTrustSnapshot(request.trust);
  const { trust } = await loadTrustFolder({
    folder: request.trust,
    engine: nodeEngine,
    openedAt: clock(),
    instant: instantKindOf(clock),
  });
  const purpose = trust.findPurpose(request.purpose);
  if (purpose === undefined) {
    const known = trust.purposes.map(({ id }) => id).join(', ');
    throw new PermitError('PURPOSE_UNKNOWN', { detail: `${request.purpose}; there are ${known}` });
  }
  const terminal = request.terminal === 'none' ? 'none' : await loadTerminalFolder(request.terminal);
  const keepReceipt = await openReceipts(request);
  let log: LoggedTransport | undefined;
  const tap = await withCard(request, (card) =>
    tapCard({
      transport: (log = new LoggedTransport(card, METERING)),
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
      metering: METERING,
    }),
  );
  const { result } = tap;
  await savePortrait(request.portrait, result);
  const shown = { result, purpose, kinds: trust.kinds };
  // Asked for a receipt, no verdict is shown before it is on the disk.
  const receipt = await keepReceipt?.({ result, purpose: purpose.id, trust });
  const making = { tap, keeps: keep.recordFull ? 'full' : 'redacted', trustFiles, log: log?.entries ?? [] } as const;
  const evidence: MakeEvidence = { ...making, maker: makerOf(request, terminal) };
  const kept = await keepFiles({ output, keep, evidence, shown });
  const given = { ...tapAsJson(shown), ...(receipt === undefined ? {} : { receipt }) };
  writeResult(output, kept.length === 0 ? given : { ...given, kept }, [
    ...describeTap(shown, output.language),
    ...describeKeptReceipt(receipt, output.language),
    ...describeKeptFiles(kept, output.language),
  ]);
  return exitStatusOfTap(result);
}

const METERING = { nowMs: () => performance.now() };

function makerOf(
  { password, mapping, curve }: VerifyCommand,
  terminal: TerminalCredential | 'none',
): MakeEvidence['maker'] {
  const reference = terminal === 'none' ? undefined : decodeCvCertificate(terminal.certificates.terminal).chr;
  const maker = { software: SOFTWARE, passwordKind: password.kind, mapping, curve };
  return reference === undefined ? maker : { ...maker, terminal: reference };
}

const SPOILS: readonly Code[] = ['READER_FAILED', 'READER_REMOVED', 'READER_SERVICE_DOWN', 'UNEXPECTED'];

/** A tap that the reader spoiled is no judgement of the card. */
export function exitStatusOfTap({ verdict, interruption }: TapResult): number {
  const spoiled = interruption !== undefined && SPOILS.includes(interruption.code);
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
