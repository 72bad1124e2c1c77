import { toHex } from '@residence-permit/shared/bytes';
import type { Code } from '@residence-permit/shared/errors';
import { formatTdate } from '@residence-permit/shared/plain-date';
import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import type { VerificationReceipt } from '@residence-permit/shared/verification-receipt';
import type { CheckedReceipts } from '../receipts/index.ts';
import { describeDuration } from './describe-duration.ts';
import { explainCode, type Language } from './language.ts';

const VERDICTS = {
  proved: { zh: '已证实', en: 'PROVED' },
  refuted: { zh: '不可采信', en: 'REFUTED' },
  undecided: { zh: '无法判定', en: 'UNDECIDED' },
} as const satisfies Record<CheckedReceipts['verdict'], Record<Language, string>>;

const MEANING = {
  zh: [
    '证实的是：所列终端在当时持有本机构的证书，并签下了这些结果；编号之间没有缺少或改动。',
    '不证实的是：查验了哪张卡、哪个人（凭据不含任何卡片数据）；终端时钟是否准确；最后一号之后是否还有凭据。',
  ],
  en: [
    'It proves: the terminals named held a certificate of this authority at that time and signed these results; between the',
    'numbers shown nothing is missing or changed.',
    'It does not prove: which card or person was checked (a receipt holds nothing of them), that the clock of the terminal',
    'was right, or that there is no receipt after the last number.',
  ],
} as const satisfies Record<Language, readonly string[]>;

/** One receipt in words, its signature aside. */
export function describeReceipt(receipt: VerificationReceipt, language: Language): readonly string[] {
  const zh = language === 'zh';
  const { terminal, number, at, purpose, verdict, answers, trust, id } = receipt;
  const ages = [describeDuration(trust.bundleSeconds, language)];
  if (trust.statusSeconds !== undefined) ages.push(describeDuration(trust.statusSeconds, language));
  return [
    zh
      ? `${terminal} 第 ${number} 号，${formatTdate(at)}，${toHex(id)}`
      : `${terminal} number ${number}, ${formatTdate(at)}, ${toHex(id)}`,
    `  ${purpose}: ${verdict}`,
    ...ANSWER_IDS.map((answer) => {
      const given = answers[answer];
      return `    ${answer}: ${given.answer}${given.answer === 'yes' ? '' : ` ${given.code}`}`;
    }),
    zh
      ? `  信任包第 ${trust.bundleSeq} 号（根文件第 ${trust.rootVersion} 版），信任包与状态列表的年龄：${ages.join('、')}`
      : `  bundle ${trust.bundleSeq} under root version ${trust.rootVersion}; age of bundle and status lists: ${ages.join(', ')}`,
  ];
}

/** The outcome of a check: verdict, what is complete, every doubt with its file, and what all of it means. */
export function describeReceiptCheck(
  input: {
    readonly checked: CheckedReceipts;
    readonly names: readonly string[];
    readonly trust: Trust;
    readonly at: number;
  },
  language: Language,
): readonly string[] {
  const { checked, names, trust, at } = input;
  const zh = language === 'zh';
  const doubts = checked.receipts.flatMap(({ doubts: own }, index) =>
    own.map(({ answer, code }) => `  ${names[index] ?? ''}: ${answer} ${code}`),
  );
  const codes = new Set<Code>(checked.receipts.flatMap(({ doubts: own }) => own.map(({ code }) => code)));
  const age = describeDuration(at - trust.issuedAt, language);
  return [
    `${VERDICTS[checked.verdict][language]} – ${checked.receipts.length} ${zh ? '张凭据' : 'receipts'}`,
    ...checked.spans.map(({ terminal, first, last }) =>
      zh ? `  ${terminal}：第 ${first} 至 ${last} 号` : `  ${terminal}: numbers ${first} to ${last}`,
    ),
    zh
      ? `  核验所用信任包第 ${trust.bundleSeq} 号，签发于 ${age}前`
      : `  checked with bundle ${trust.bundleSeq}, made ${age} ago`,
    ...doubts,
    ...[...codes].flatMap((code) => {
      const { meaning, remedy } = explainCode(code, language);
      return ['', `${code}: ${meaning}`, `  → ${remedy}`];
    }),
    '',
    ...MEANING[language],
  ];
}
