import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import type { Code } from '@residence-permit/shared/errors';
import { ANSWER_IDS, type AnswerId, type Purpose } from '@residence-permit/shared/purposes';
import type { Answer, TapResult, Verdict } from '../verify/index.ts';
import { cellsOf, padCells } from './command-output.ts';
import { describeAges } from './describe-ages.ts';
import { describeFields, fieldsAsJson } from './describe-fields.ts';
import { explainCode, type Language } from './language.ts';

/** A tap and what its words are taken from. */
export type ShownTap = {
  readonly result: TapResult;
  readonly purpose: Purpose;
  readonly kinds: readonly EntitlementKind[];
};

export const VERDICTS = {
  accepted: { zh: '通过', en: 'ACCEPTED' },
  rejected: { zh: '不通过', en: 'REJECTED' },
  undecided: { zh: '无法判定', en: 'UNDECIDED' },
} as const satisfies Record<Verdict, Record<Language, string>>;

export const QUESTIONS = {
  authentic: { zh: '证件真实', en: 'Genuine permit' },
  current: { zh: '未撤销或挂失', en: 'Not revoked or on hold' },
  inFunction: { zh: '签注有效', en: 'Endorsed for this year' },
  chipGenuine: { zh: '芯片非复制', en: 'Chip is no copy' },
  entitled: { zh: '享有该待遇', en: 'Entitled to the service' },
} as const satisfies Record<AnswerId, Record<Language, string>>;

export const ANSWERS = {
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'NO' },
  unknown: { zh: '不明', en: 'unknown' },
} as const satisfies Record<Answer['answer'], Record<Language, string>>;

const LABEL_CELLS = 28;

/** A tap in words for the person at the counter: the verdict first, then why, then the fields. */
export function describeTap({ result, purpose, kinds }: ShownTap, language: Language): readonly string[] {
  const asked = ANSWER_IDS.filter((id) => purpose.asks.includes(id));
  const kind = kinds.find(({ id }) => id === purpose.kind);
  const label = (id: AnswerId): string =>
    id === 'entitled' && kind !== undefined
      ? `${QUESTIONS[id][language]}: ${kind.titles[language]}`
      : QUESTIONS[id][language];
  const width = Math.max(LABEL_CELLS, ...asked.map((id) => cellsOf(label(id)) + 2));
  const row = (title: string, value: string): string => `  ${padCells(title, width)}${value}`;
  return [
    `${VERDICTS[result.verdict][language]} – ${purpose.titles[language]}`,
    '',
    ...asked.map((id) => row(label(id), describeAnswer(result.answers[id], language))),
    ...describeReasons(result, language),
    ...section(describeFields(result.fields, language).map(({ label: title, value }) => row(title, value))),
    ...section(describeEvidence(result, kind, language).map(([title, value]) => row(title, value))),
  ];
}

function describeAnswer(answer: Answer, language: Language): string {
  const word = ANSWERS[answer.answer][language];
  return answer.answer === 'yes' ? word : `${padCells(word, 9)}${answer.code}`;
}

/** Codes that only say that another answer came first, or that nobody asked. */
export const FOLLOWING: readonly Code[] = ['NOT_REACHED', 'NOT_ASKED', 'RECORD_NOT_AUTHENTIC'];

function describeReasons({ reasons }: TapResult, language: Language): readonly string[] {
  const causes = reasons.filter((code) => !FOLLOWING.includes(code));
  return (causes.length > 0 ? causes : reasons).flatMap((code) => {
    const { meaning, remedy } = explainCode(code, language);
    return ['', `${code}: ${meaning}`, `  → ${remedy}`];
  });
}

function describeEvidence(
  result: TapResult,
  kind: EntitlementKind | undefined,
  language: Language,
): readonly (readonly [string, string])[] {
  const zh = language === 'zh';
  const { endorsement, covering, trustAge, cost, withheld } = result;
  const rows: (readonly [string, string])[] = [];
  if (endorsement !== undefined) {
    rows.push([zh ? '签注期间' : 'Endorsed', `${endorsement.windowFrom} – ${endorsement.endorsedThrough}`]);
  }
  if (covering !== undefined) {
    rows.push([zh ? '待遇期间' : 'Granted', `${covering.grant.from} – ${covering.grant.through}`]);
  }
  if (withheld.length > 0) {
    rows.push([zh ? '未取得的数据组' : 'Not obtained', withheld.map((dataGroup) => `DG${dataGroup}`).join(', ')]);
  }
  rows.push(...describeAges(trustAge, kind, language));
  const { apdus, bytes, hostMs } = cost;
  const took = `${apdus} APDU${apdus === 1 || zh ? '' : 's'}, ${bytes} ${zh ? '字节' : 'bytes'}`;
  rows.push([zh ? '交互' : 'Cost', `${took}, ${hostMs.toFixed(1)} ms ${zh ? '本机计算' : 'of own computing'}`]);
  return rows;
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** The tap as `--json` prints it. */
export function tapAsJson({ result, purpose }: ShownTap): object {
  const { fields, signerCertificates, interruption, ...others } = result;
  return {
    verdict: others.verdict,
    purpose: purpose.id,
    answers: others.answers,
    reasons: others.reasons,
    fields: fieldsAsJson(fields),
    withheld: others.withheld,
    terminal: others.terminal,
    ...(others.endorsement === undefined ? {} : { endorsement: dated(others.endorsement) }),
    ...(others.covering === undefined ? {} : { grant: grantOf(others.covering) }),
    ...(interruption === undefined ? {} : { interruption: { code: interruption.code, sw: interruption.sw } }),
    signerCertificates: signerCertificates.length,
    trustAge: others.trustAge,
    cost: others.cost,
  };
}

function dated({ version, windowFrom, endorsedThrough }: NonNullable<TapResult['endorsement']>): object {
  return { version, windowFrom, endorsedThrough };
}

function grantOf({ grant }: NonNullable<TapResult['covering']>): object {
  const { kind, from, through, limit, period } = grant;
  return { kind, from, through, limit, period };
}
