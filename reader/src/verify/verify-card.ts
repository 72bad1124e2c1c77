import type { CardTransport } from '@residence-permit/shared/apdu';
import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import type { Purpose } from '@residence-permit/shared/purposes';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import type { RandomSource, TerminalCredential } from '../session/index.ts';
import { type Circumstances, todayOf } from './circumstances.ts';
import { rememberReading } from './clock-memory.ts';
import { checkTerminal } from './checks/check-terminal.ts';
import { groupsToRead } from './groups-to-read.ts';
import type { JudgeInput } from './answer-all.ts';
import type { CardReading } from './card-reading.ts';
import { type Judgement, judge, judgeFiles } from './judge.ts';
import { judgeRecord } from './judge-record.ts';
import { type Metering, MeteredTransport } from './metered-transport.ts';
import { interruptionOf, readPermit, type TapPassword } from './read-permit.ts';
import type { StalenessBudget } from './staleness-budget.ts';
import type { TapResult } from './tap-result.ts';
import type { VerifierEngine } from './verifier-engine.ts';

/**
 * Everything that a verdict rests on. No member is optional, for what could be left out could be forgotten, but for the
 * interoperability mode, which nobody has by chance.
 */
export type VerifyCardOptions = {
  readonly transport: CardTransport;
  readonly password: TapPassword;
  /** What the tap is for: it decides which fields are read and which answers count. Take it from the trust bundle. */
  readonly purpose: Purpose;
  /** `'none'` for a terminal without a certificate; it never gets to an entitlement. */
  readonly terminal: TerminalCredential | 'none';
  readonly trust: Trust;
  /** The time of day, in seconds since 1970. Read once, at the start. */
  readonly clock: () => number;
  /** How far the calendar of the service point is ahead of UTC, in minutes; 480 in China. */
  readonly utcOffsetMinutes: number;
  readonly staleness: StalenessBudget;
  /** Unpredictable bytes for the keys of the channel. */
  readonly random: RandomSource;
  readonly engine: VerifierEngine;
  readonly metering: Metering;
  /**
   * How PACE maps the nonce. `gm` is the interoperability mode: the chip then proves itself by chip authentication, after the
   * terminal has; without a certificate it is not proved at all. Default `cam`.
   */
  readonly mapping?: PaceMapping;
  /** Domain parameters of PACE; anything but P-256 with `gm` only. Default P-256. */
  readonly curve?: PaceCurve;
};

/** A tap and what its result rests on, for whoever keeps evidence of it. */
export type Tap = { readonly result: TapResult; readonly reading: CardReading; readonly circumstances: Circumstances };

/**
 * One tap: reads the card, judges it with no network, and says why. A bad card, a foreign card, a card that is taken away
 * or a reader that fails is a result, never an exception.
 * @throws RangeError for an option outside its range
 * @throws DecodeError CVC_MALFORMED when the terminal's own credential is not one; no card is touched then
 */
export async function verifyCard(options: VerifyCardOptions): Promise<TapResult> {
  return (await tapCard(options)).result;
}

/** As `verifyCard`, and hands over the reading too. It holds every field that the card released: keep it redacted. */
export async function tapCard(options: VerifyCardOptions): Promise<Tap> {
  const { password, purpose, trust, terminal, random, metering, mapping = 'cam', curve = 'P-256' } = options;
  if (mapping === 'cam' && curve !== 'P-256') throw new RangeError(`curve: ${curve} needs generic mapping`);
  const startedMs = metering.nowMs();
  const circumstances = circumstancesOf(options);
  const finding = checkTerminal({ terminal, trust, today: todayOf(circumstances) });
  const groups = groupsToRead({ purpose, passwordKind: password.kind, rights: finding.rights });
  const transport = new MeteredTransport(options.transport, metering);
  const read = await readPermit({
    transport,
    password,
    mapping,
    curve,
    terminal,
    finding,
    groups,
    random,
    circumstances,
    engine: options.engine,
  });
  const judged = judgeWhole({ ...read, circumstances });
  const hostMs = Math.max(0, metering.nowMs() - startedMs - transport.insideMs);
  const result: TapResult = {
    ...judged,
    terminal: finding.standing,
    signerCertificates: read.signerCertificates,
    cost: { apdus: transport.apdus, bytes: transport.bytes, hostMs },
  };
  return { result, reading: read.reading, circumstances };
}

/** The judgement of a reading that was kept, as `verifyCard` makes it while the card lies there. Never throws for what was read. */
export function judgeReading(
  reading: CardReading,
  circumstances: Circumstances,
): Judgement & Pick<TapResult, 'interruption'> {
  try {
    return judgeWhole({ reading, record: judgeRecord(reading, circumstances), circumstances });
  } catch (cause) {
    return judgeNothing(reading, circumstances, cause);
  }
}

/** The judgement; should a check itself fail on what was read, nothing is concluded at all. */
function judgeWhole(input: JudgeInput): Judgement & Pick<TapResult, 'interruption'> {
  const { reading, circumstances } = input;
  const { interruption } = reading;
  try {
    return { ...judgeFiles(input), ...(interruption === undefined ? {} : { interruption }) };
  } catch (cause) {
    return judgeNothing(reading, circumstances, cause);
  }
}

function judgeNothing(
  { terminal }: CardReading,
  circumstances: Circumstances,
  cause: unknown,
): Judgement & Pick<TapResult, 'interruption'> {
  const interruption = interruptionOf(cause);
  return { ...judge({ files: new Map(), terminal, interruption }, circumstances), interruption };
}

/** Time is the only thing here that can silently be wrong by a factor or a sign. */
function circumstancesOf(options: VerifyCardOptions): Circumstances {
  const { purpose, trust, staleness, utcOffsetMinutes, engine } = options;
  const at = Math.floor(options.clock());
  if (!Number.isSafeInteger(at) || at < 0) throw new RangeError(`clock: want seconds since 1970, got ${at}`);
  if (!Number.isInteger(utcOffsetMinutes) || Math.abs(utcOffsetMinutes) > 14 * 60) {
    throw new RangeError(`utcOffsetMinutes: want -840 to 840, got ${utcOffsetMinutes}`);
  }
  for (const name of ['bundleSeconds', 'statusSeconds'] as const) {
    const seconds = staleness[name];
    if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError(`staleness.${name}: got ${seconds}`);
  }
  return { purpose, trust, staleness, at, clockFloor: rememberReading(trust, at), utcOffsetMinutes, engine };
}
