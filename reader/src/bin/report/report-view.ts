import { toHex } from '@residence-permit/shared/bytes';
import { ANSWER_IDS, type AnswerId } from '@residence-permit/shared/purposes';
import type { ApduEntry } from '../../evidence/index.ts';
import type { Answer } from '../../verify/index.ts';
import { describeDuration } from '../describe-duration.ts';
import { describeFields } from '../describe-fields.ts';
import { describeEnd, describeMs, PHASES, phaseTimes } from '../describe-log.ts';
import { ANSWERS, FOLLOWING, QUESTIONS, VERDICTS } from '../describe-tap.ts';
import { explainCode, type Language } from '../language.ts';
import type { ReportInput } from './render-report.ts';
import { type ReportWords, reportWords } from './report-words.ts';

const SIGNS = { accepted: '✓', rejected: '✗', undecided: '?' } as const;
const ANSWER_SIGNS = { yes: '✓', no: '✗', unknown: '?' } as const;
/** A bar says by its height too what it says by its colour. `y` and `height` in a lane 20 high. */
const BARS = {
  plain: { fill: '#8a94a0', y: 6, height: 8 },
  secured: { fill: '#2f6fb3', y: 2, height: 16 },
  refused: { fill: '#a8152b', y: 0, height: 20 },
} as const;
/** 6282: the file ended where it ends. 6A88 to MSE:Set DST: the card does not hold that key yet. Card profile 1 §4. */
const USUAL_ENDS: readonly number[] = [0x9000, 0x6282];
const SW_NOT_HELD = 0x6a88;
/** Width of a lane in its own units. */
const LANE = 1_000;
/** A command shorter than this is still to be seen. */
const MIN_BAR = 2;

/** Everything that the page shows, as text; the template adds no words and makes no decision of substance. */
export function reportView(input: ReportInput): object {
  const { evidence, shown, language } = input;
  const { result, purpose } = shown;
  const words = reportWords(language);
  return {
    lang: language === 'zh' ? 'zh-Hans' : 'en',
    words,
    bars: BARS,
    tappedAt: localTime(evidence.circumstances),
    verdict: { kind: result.verdict, sign: SIGNS[result.verdict], word: VERDICTS[result.verdict][language] },
    purpose: purpose.titles[language],
    reasons: reasonsOf(input),
    differences: input.differences,
    facts: factsOf(input, words),
    answers: ANSWER_IDS.map((id) => answerOf(id, input, words)),
    // A redacted report shows no field even when it is made while the card lies there.
    fields: evidence.keeps === 'full' ? describeFields(result.fields, language) : undefined,
    ages: agesOf(input, words),
    ...timesOf(evidence.log, language),
    apdus: evidence.log.map((entry, at) => apduOf(entry, at, words)),
    keeps: words[evidence.keeps],
    trustFiles: evidence.circumstances.trustFiles.map(({ path, sha256 }) => ({ path, sha256: toHex(sha256) })),
  };
}

/** The calendar and clock of the service point: `2026-06-15 10:00:00 (UTC+08:00)`. */
function localTime({ at, utcOffsetMinutes }: ReportInput['evidence']['circumstances']): string {
  const local = new Date((at + utcOffsetMinutes * 60) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  const size = Math.abs(utcOffsetMinutes);
  const [hours, minutes] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${local} (UTC${utcOffsetMinutes < 0 ? '−' : '+'}${hours}:${minutes})`;
}

/** What a person has to know and do; codes that only follow from another stand in the table of the answers. */
function reasonsOf({ shown: { result }, language }: ReportInput): readonly object[] {
  const causes = result.reasons.filter((code) => !FOLLOWING.includes(code));
  const main = causes.length > 0 || result.verdict === 'accepted' ? causes : result.reasons;
  return main.map((code) => {
    const interrupts = result.interruption?.code === code;
    const sw = interrupts ? result.interruption?.sw : undefined;
    return { code, interrupts, ...(sw === undefined ? {} : { sw: hexOf(sw) }), ...explainCode(code, language) };
  });
}

function hexOf(sw: number): string {
  return sw.toString(16).padStart(4, '0').toUpperCase();
}

function factsOf({ evidence }: ReportInput, words: ReportWords): readonly object[] {
  const { maker, circumstances, cost } = evidence;
  return [
    { label: words.tappedAt, value: localTime(circumstances) },
    { label: words.terminal, value: maker.terminal ?? words.noTerminal },
    { label: words.password, value: words[maker.passwordKind] },
    { label: words.channel, value: `PACE-${maker.mapping.toUpperCase()}, ${maker.curve}` },
    { label: words.software, value: maker.software },
    { label: words.computing, value: `${cost.hostMs.toFixed(1)} ${words.ms}` },
  ];
}

function answerOf(id: AnswerId, { shown, language }: ReportInput, words: ReportWords): object {
  const answer: Answer = shown.result.answers[id];
  const kind = shown.kinds.find((each) => each.id === shown.purpose.kind);
  const title = QUESTIONS[id][language];
  const question = id === 'entitled' && kind !== undefined ? `${title}: ${kind.titles[language]}` : title;
  if (!shown.purpose.asks.includes(id)) return { question, kind: 'unasked', sign: '–', word: words.notAsked };
  const told = {
    question,
    kind: answer.answer,
    sign: ANSWER_SIGNS[answer.answer],
    word: ANSWERS[answer.answer][language],
  };
  return answer.answer === 'yes' ? told : { ...told, code: answer.code, ...explainCode(answer.code, language) };
}

function agesOf({ shown: { result, kinds }, language }: ReportInput, words: ReportWords): readonly object[] {
  return result.trustAge.checks.map(({ file, question, ageSeconds, budgetSeconds, outcome }) => {
    const kind = question === 'card' ? undefined : kinds.find(({ id }) => id === question.kind);
    return {
      file: words[file],
      forWhat: question === 'card' ? words.card : (kind?.titles[language] ?? words.kind),
      age: describeDuration(ageSeconds, language),
      budget: describeDuration(budgetSeconds, language),
      kind: outcome === 'fresh' ? 'yes' : 'unknown',
      sign: outcome === 'fresh' ? '✓' : '?',
      word: words[outcome],
    };
  });
}

function timesOf(log: readonly ApduEntry[], language: Language): object {
  const times = phaseTimes(log);
  const endUs = Math.max(1, ...times.map((time) => time.endUs));
  const lanes = times.map(({ phase, apdus, startUs, cardUs }) => {
    const name = PHASES[phase][language];
    const [from, took] = [describeMs(startUs), describeMs(cardUs)];
    const alt =
      language === 'zh'
        ? `${name}：第 ${from} 毫秒开始，${apdus} 条命令，共 ${took} 毫秒`
        : `${name}: from ${from} ms, ${apdus} commands, ${took} ms in all`;
    return { name, took, alt, bars: log.filter((entry) => entry.phase === phase).map((entry) => barOf(entry, endUs)) };
  });
  return {
    lanes,
    axis: { middle: describeMs(endUs / 2), end: describeMs(endUs) },
    phases: times.map(({ phase, apdus, bytes, cardUs }) => ({
      name: PHASES[phase][language],
      apdus,
      bytes,
      cardMs: describeMs(cardUs),
    })),
  };
}

function barOf(entry: ApduEntry, endUs: number): object {
  const { startUs, durationUs, secured } = entry;
  const width = Math.max(MIN_BAR, (durationUs / endUs) * LANE);
  const x = Math.min((startUs / endUs) * LANE, LANE - width);
  const kind = isRefused(entry) ? 'refused' : secured ? 'secured' : 'plain';
  return { x: x.toFixed(1), width: width.toFixed(1), ...BARS[kind] };
}

function isRefused({ name, sw }: ApduEntry): boolean {
  if (sw === undefined) return true;
  return !USUAL_ENDS.includes(sw) && !(sw === SW_NOT_HELD && name === 'MSE:Set DST');
}

function apduOf(entry: ApduEntry, at: number, words: ReportWords): object {
  return {
    number: at + 1,
    name: entry.name,
    start: describeMs(entry.startUs),
    took: describeMs(entry.durationUs),
    sent: entry.sentBytes,
    received: entry.receivedBytes,
    end: describeEnd(entry),
    channel: entry.secured ? words.secured : words.plain,
  };
}
