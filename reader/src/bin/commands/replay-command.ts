import { formatTdate } from '@residence-permit/shared/plain-date';
import type { Difference } from '../../evidence/index.ts';
import { type CommandOutput, padCells, writeResult } from '../command-output.ts';
import { describeTap, tapAsJson } from '../describe-tap.ts';
import { exitStatusOf } from '../exit-status.ts';
import { explainCode, type Language } from '../language.ts';
import { type OpenedEvidence, replayFile } from '../read-evidence-file.ts';
import { exitStatusOfTap } from './verify-command.ts';

export type ReplayCommand = {
  readonly output: CommandOutput;
  readonly file: string;
  /** Folder to judge under instead of the files in the evidence. */
  readonly trust: string | undefined;
};

/**
 * `permit-reader replay`: judges a kept tap again, without card, reader or network. Ends as the tap did; when the judgement is
 * another than the recorded one, with 70, whatever it is.
 */
export async function replayCommand({ output, file, trust }: ReplayCommand): Promise<number> {
  const replay = await replayFile(file, trust);
  const { result, purpose, differences } = replay;
  const shown = { result, purpose, kinds: replay.trust.kinds };
  const lines = [...describeOrigin(replay, output.language), '', ...describeTap(shown, output.language)];
  const json = { replay: originAsJson(replay), ...tapAsJson(shown) };
  writeResult(output, json, [...lines, ...describeDifferences(differences, output.language)]);
  return differences.length === 0 ? exitStatusOfTap(result) : exitStatusOf('REPLAY_DIFFERS');
}

/** When and by what the tap was made: a replay must not be taken for a card that lies on the reader. */
function describeOrigin({ evidence, trustOrigin }: OpenedEvidence, language: Language): readonly string[] {
  const { maker, circumstances, keeps } = evidence;
  const zh = language === 'zh';
  const terminal = maker.terminal ?? (zh ? '无证书终端' : 'a terminal without certificate');
  const at = formatTdate(circumstances.at);
  return [
    zh
      ? `重放：${at} 由 ${terminal} 所做的核验（${maker.software}）`
      : `REPLAY of a tap at ${at} by ${terminal} (${maker.software})`,
    keeps === 'full'
      ? zh
        ? '留存文件包含个人信息字段。'
        : 'The evidence holds the fields that were read.'
      : zh
        ? '已脱敏：留存文件不含任何字段内容。'
        : 'Redacted: the evidence holds no value of any field.',
    ...(trustOrigin === 'same'
      ? []
      : [zh ? '注意：所用信任文件不是当时的文件。' : 'Note: judged under other trust files than those of the tap.']),
  ];
}

function describeDifferences(differences: readonly Difference[], language: Language): readonly string[] {
  if (differences.length === 0) {
    return ['', language === 'zh' ? '重新判定与当时记录的结果一致。' : 'Judged again: the same as was recorded.'];
  }
  const { meaning, remedy } = explainCode('REPLAY_DIFFERS', language);
  return [
    '',
    `REPLAY_DIFFERS: ${meaning}`,
    ...differences.map(
      ({ of, recorded, replayed }) => `  ${padCells(of, 14)}${recorded || '–'}  →  ${replayed || '–'}`,
    ),
    `  → ${remedy}`,
  ];
}

function originAsJson({ evidence, differences, trustOrigin }: OpenedEvidence): object {
  const { maker, circumstances, keeps } = evidence;
  const { at, utcOffsetMinutes } = circumstances;
  return {
    same: differences.length === 0,
    ...(differences.length === 0 ? {} : { code: 'REPLAY_DIFFERS' }),
    differences,
    tappedAt: formatTdate(at),
    utcOffsetMinutes,
    ...maker,
    keeps,
    trust: trustOrigin,
  };
}
