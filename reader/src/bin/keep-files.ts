import { type Code, PermitError } from '@residence-permit/shared/errors';
import { encodeEvidence, type MakeEvidence, makeEvidence } from '../evidence/index.ts';
import { type CommandOutput, padCells } from './command-output.ts';
import { describeLog, logAsJsonLines } from './describe-log.ts';
import type { ShownTap } from './describe-tap.ts';
import { explainCode, type Language } from './language.ts';
import { requireNewFile, writeNewFile } from './new-file.ts';
import { renderReport } from './report/index.ts';

/** What of a tap is to be kept; each a new file. */
export type KeepFiles = {
  readonly record: string | undefined;
  /** Also the bytes of every field, in evidence and report. */
  readonly recordFull: boolean;
  /** `-` is standard error. */
  readonly log: string | undefined;
  readonly report: string | undefined;
};

/** A file that was kept, or why it could not be. */
export type KeptFile = { readonly what: 'evidence' | 'log' | 'report'; readonly file: string; readonly code?: Code };

const STANDARD_ERROR = '-';

/** Before a card is asked for. @throws PermitError SETTING_BAD for a file that is there, or options that do not fit */
export async function requireNewFiles({ record, recordFull, log, report }: KeepFiles): Promise<void> {
  if (recordFull && record === undefined && report === undefined) {
    throw new PermitError('SETTING_BAD', { detail: '--record-full: wants --record or --report' });
  }
  const files = [record, log === STANDARD_ERROR ? undefined : log, report].filter((file) => file !== undefined);
  if (new Set(files).size !== files.length) throw new PermitError('SETTING_BAD', { detail: 'the same file twice' });
  await requireNewFile('--record', record);
  if (log !== STANDARD_ERROR) await requireNewFile('--log', log);
  await requireNewFile('--report', report);
}

const FULL_WARNING = {
  zh: '注意：留存文件将包含该证件的个人信息字段。仅在持证人同意时使用，用后删除。\n',
  en: 'Warning: the files hold the personal fields of this card. Only with the consent of its holder; delete them after use.\n',
} as const satisfies Record<Language, string>;

/** Writes what is asked for. What cannot be written is said, and changes neither the verdict nor the exit status. */
export async function keepFiles(input: {
  readonly output: CommandOutput;
  readonly keep: KeepFiles;
  readonly evidence: MakeEvidence;
  readonly shown: ShownTap;
}): Promise<readonly KeptFile[]> {
  const { output, keep, shown } = input;
  const { record, recordFull, log, report } = keep;
  const { log: entries } = input.evidence;
  if (recordFull) output.remark(FULL_WARNING[output.language]);
  if (log === STANDARD_ERROR) output.remark(`${describeLog(entries, output.language).join('\n')}\n`);
  const evidence = makeEvidence(input.evidence);
  const kept: KeptFile[] = [];
  const write = async (what: KeptFile['what'], file: string | undefined, make: () => Uint8Array | string) => {
    if (file !== undefined) kept.push({ what, file, ...(await writeSafely(output, file, make)) });
  };
  await write('evidence', record, () => encodeEvidence(evidence));
  await write('log', log === STANDARD_ERROR ? undefined : log, () => logAsJsonLines(entries));
  await write('report', report, () => renderReport({ evidence, shown, differences: [], language: output.language }));
  return kept;
}

async function writeSafely(
  output: CommandOutput,
  file: string,
  make: () => Uint8Array | string,
): Promise<Pick<KeptFile, 'code'>> {
  try {
    await writeNewFile(file, make());
    return {};
  } catch (cause) {
    const code = cause instanceof PermitError ? cause.code : 'UNEXPECTED';
    const { meaning, remedy } = explainCode(code, output.language);
    output.remark(`${code}: ${file}: ${meaning}\n  → ${remedy}\n`);
    return { code };
  }
}

const KEPT = {
  evidence: { zh: '留存文件', en: 'Evidence' },
  log: { zh: '命令日志', en: 'APDU log' },
  report: { zh: '报告', en: 'Report' },
} as const satisfies Record<KeptFile['what'], Record<Language, string>>;

/** Where the files are; one that is missing is said to be. */
export function describeKeptFiles(kept: readonly KeptFile[], language: Language): readonly string[] {
  if (kept.length === 0) return [];
  const notKept = language === 'zh' ? '未能保存' : 'NOT KEPT';
  return [
    '',
    ...kept.map(
      ({ what, file, code }) =>
        `${padCells(KEPT[what][language], 12)}${code === undefined ? file : `${notKept}: ${code}, ${file}`}`,
    ),
  ];
}
