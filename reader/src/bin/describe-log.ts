import type { ApduEntry, TapPhase } from '../evidence/index.ts';
import { padCells } from './command-output.ts';
import type { Language } from './language.ts';

export const PHASES = {
  select: { zh: '选择', en: 'Selection' },
  pace: { zh: '建立安全通道（PACE）', en: 'Secure channel (PACE)' },
  record: { zh: '证件记录', en: 'Permit record' },
  'terminal-authentication': { zh: '终端认证', en: 'Terminal authentication' },
  'chip-authentication': { zh: '芯片认证', en: 'Chip authentication' },
  groups: { zh: '数据组', en: 'Data groups' },
  'chip-files': { zh: '芯片文件', en: 'Chip files' },
  count: { zh: '计次', en: 'Counting a use' },
  write: { zh: '写入', en: 'Writing' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<TapPhase, Record<Language, string>>;

/** A phase of a tap: how many commands, how long from the first command to the last answer, and how long in the card. */
export type PhaseTime = {
  readonly phase: TapPhase;
  readonly apdus: number;
  readonly startUs: number;
  readonly endUs: number;
  /** Time in which card and reader had a command. */
  readonly cardUs: number;
  readonly bytes: number;
};

/** The phases in the order in which they began. A phase that comes back, as MSE may, is one. */
export function phaseTimes(log: readonly ApduEntry[]): readonly PhaseTime[] {
  const phases = [...new Set(log.map(({ phase }) => phase))];
  return phases.map((phase) => {
    const own = log.filter((entry) => entry.phase === phase);
    return {
      phase,
      apdus: own.length,
      startUs: Math.min(...own.map(({ startUs }) => startUs)),
      endUs: Math.max(...own.map(({ startUs, durationUs }) => startUs + durationUs)),
      cardUs: own.reduce((sum, { durationUs }) => sum + durationUs, 0),
      bytes: own.reduce((sum, { sentBytes, receivedBytes }) => sum + sentBytes + receivedBytes, 0),
    };
  });
}

/** `9000`, or the code of what came instead of an answer. */
export function describeEnd({ sw, code }: ApduEntry): string {
  return sw === undefined ? (code ?? '–') : sw.toString(16).padStart(4, '0').toUpperCase();
}

/** Microseconds as milliseconds with one decimal. */
export function describeMs(microseconds: number): string {
  return (microseconds / 1_000).toFixed(1);
}

/** The log in columns, for a person. */
export function describeLog(log: readonly ApduEntry[], language: Language): readonly string[] {
  const zh = language === 'zh';
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => padCells(cell, WIDTHS[at] ?? 0))
      .join(' ')
      .trimEnd();
  const heads = zh
    ? ['开始 ms', '耗时 ms', '发送', '接收', 'SW', '通道', '命令']
    : ['start ms', 'took ms', 'sent', 'recv', 'SW', 'channel', 'command'];
  const lines = log.map((entry) =>
    row([
      describeMs(entry.startUs).padStart(8),
      describeMs(entry.durationUs).padStart(8),
      String(entry.sentBytes).padStart(5),
      String(entry.receivedBytes).padStart(5),
      describeEnd(entry),
      entry.secured ? (zh ? '密' : 'secured') : zh ? '明' : 'plain',
      entry.name,
    ]),
  );
  const totals = phaseTimes(log).map(({ phase, apdus, cardUs }) =>
    row([describeMs(cardUs).padStart(8), `${apdus} APDU`.padStart(8), PHASES[phase][language]]),
  );
  return [row(heads), ...lines, '', ...totals];
}

const WIDTHS: readonly number[] = [8, 8, 5, 5, 4, 7, 0];

/** One JSON object on a line for each command: times in milliseconds, `sw` in hexadecimal. */
export function logAsJsonLines(log: readonly ApduEntry[]): string {
  return log
    .map(({ startUs, durationUs, sw, ...entry }) => ({
      startMs: startUs / 1_000,
      durationMs: durationUs / 1_000,
      ...entry,
      ...(sw === undefined ? {} : { sw: describeEnd({ startUs, durationUs, sw, ...entry }) }),
    }))
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');
}
