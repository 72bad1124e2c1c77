import type { Code } from '@residence-permit/shared/errors';
import { dateAt } from '@residence-permit/shared/plain-date';
import type { Titles } from '@residence-permit/shared/purposes';
import { DATA_GROUP_TITLES, type HolderView, type LoggedAccess, type ViewedGrant } from '../holder/index.ts';
import type { Answer } from '../verify/index.ts';
import { padCells } from './command-output.ts';
import { describeFields, fieldsAsJson } from './describe-fields.ts';
import { explainCode, type Language } from './language.ts';
import { describeLifeCycle } from './life-cycle-words.ts';

const LABEL_CELLS = 28;
const SIGNED = {
  yes: { zh: '真实', en: 'genuine' },
  no: { zh: '不真实', en: 'NOT GENUINE' },
  unknown: { zh: '未能核验', en: 'not verified' },
} as const satisfies Record<Answer['answer'], Record<Language, string>>;
const ANSWERS = {
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'NO' },
  unknown: { zh: '不明', en: 'unknown' },
} as const satisfies Record<Answer['answer'], Record<Language, string>>;

/**
 * A card in words for its holder: what it says and who signed it, what it entitles to, and who could read it. Instants are
 * shown as days of the calendar at `utcOffsetMinutes`.
 */
export function describeHolderView(view: HolderView, language: Language, utcOffsetMinutes: number): readonly string[] {
  const zh = language === 'zh';
  return [
    ...section(zh ? '卡上的内容' : 'What the card says', describeGroups(view, language)),
    ...section(zh ? '证件' : 'The permit', describeRecord(view, language, utcOffsetMinutes)),
    ...section(zh ? '待遇' : 'What it entitles to', describeSlots(view, language)),
    ...section(
      zh ? '谁能读过（最近的在前）' : 'Who could read it, newest first',
      describeLog(view.accessLog, language),
    ),
    ...describeCodes(view, language),
    ...CLOSING[language],
  ];
}

const CLOSING = {
  zh: [
    '读取记录只保留最近 64 行，由芯片自己记录，没有签名；记的是当时获准读取的内容，不一定都读了。',
    '若有您不认识的读取，请携卡到办证机关询问或提出异议。',
  ],
  en: [
    'The log keeps the last 64 lines. The chip writes it and nobody signs it; it says what a terminal was allowed to read, which',
    'may be more than it took. If you do not know a reading, take the card to the permit office and ask, or object.',
  ],
} as const satisfies Record<Language, readonly string[]>;

function describeGroups({ groups }: HolderView, language: Language): readonly string[] {
  return groups.flatMap(({ dataGroup, titles, fields, signed, missing }) => {
    if (missing !== undefined) return [row(titles[language], missing)];
    return describeFields(fields, language).map(({ label, value }) =>
      row(label, `${value}  [DG${dataGroup}, ${SIGNED[signed.answer][language]}]`),
    );
  });
}

function describeRecord(
  { record, endorsement, inFunction, chip }: HolderView,
  language: Language,
  utcOffsetMinutes: number,
): readonly string[] {
  const zh = language === 'zh';
  const dayOf = (instant: number): string => dateAt(instant, utcOffsetMinutes);
  const { signer, authentic, chipGenuine, current, validFrom, validUntil } = record;
  return [
    row(zh ? '签发人证书' : 'Signed with certificate', `${signer}  ${SIGNED[authentic.answer][language]}`),
    row(zh ? '有效期' : 'Valid', `${dayOf(validFrom)} – ${dayOf(validUntil)}`),
    row(zh ? '芯片非复制' : 'Chip is no copy', answerOf(chipGenuine, language)),
    row(zh ? '未撤销或挂失' : 'Not revoked or on hold', answerOf(current, language)),
    row(zh ? '签注' : 'Endorsed', describeEndorsement(endorsement, language)),
    row(zh ? '签注有效' : 'In force today', answerOf(inFunction, language)),
    row(
      zh ? '芯片日期与状态' : 'Date and state of chip',
      `${chip.date}${zh ? '，' : ', '}${describeLifeCycle(chip.lifeCycle, language)}`,
    ),
  ];
}

function describeEndorsement(endorsement: HolderView['endorsement'], language: Language): string {
  const zh = language === 'zh';
  if (endorsement === 'none') return zh ? '无：该卡尚未激活' : 'none: the card was never activated';
  if ('missing' in endorsement) return endorsement.missing;
  const { from, through } = endorsement;
  return zh
    ? `${from} 至 ${through}：期间可使用，到期前请办理下一年签注`
    : `${from} to ${through}: usable in that time; have the next year endorsed before it ends`;
}

function describeSlots({ slots, missingSlots }: HolderView, language: Language): readonly string[] {
  const zh = language === 'zh';
  const lines = slots.flatMap(({ dataGroup, grantor, version, grants, damaged }) => {
    const title = capitalised(titleOf(dataGroup)[language]);
    const head = zh
      ? `${title}，${grantor} 授予，第 ${version} 版`
      : `${title}, granted by ${grantor}, version ${version}`;
    return [
      `  ${head}  [DG${dataGroup}]${damaged === undefined ? '' : `: ${damaged}`}`,
      ...grants.flatMap((grant) => describeGrant(grant, language)),
    ];
  });
  const missing = missingSlots.map(
    ({ dataGroup, code }) => `  ${capitalised(titleOf(dataGroup)[language])}  [DG${dataGroup}]: ${code}`,
  );
  return lines.length + missing.length === 0 ? [zh ? '  无' : '  nothing'] : [...lines, ...missing];
}

function describeGrant(grant: ViewedGrant, language: Language): readonly string[] {
  const zh = language === 'zh';
  const { titles, from, through, limit, period, usesLeft, entitled, uses } = grant;
  const counted =
    limit === undefined
      ? ''
      : zh
        ? `；${period === undefined ? '共' : `每 ${period} 天`} ${limit} 次，还剩 ${usesLeft} 次`
        : `; ${limit} uses ${period === undefined ? 'in all' : `every ${period} days`}, ${usesLeft} left`;
  return [
    `    ${titles[language]}: ${from} – ${through}${counted}`,
    `      ${zh ? '今天享有' : 'good today'}: ${answerOf(entitled, language)}`,
    ...uses.map(({ on, terminal, signed }) =>
      zh
        ? `      ${on} 在 ${terminal} 使用一次，凭据${SIGNED[signed.answer].zh}`
        : `      used ${on} at ${terminal}, receipt ${SIGNED[signed.answer].en}`,
    ),
  ];
}

function describeLog(log: readonly LoggedAccess[], language: Language): readonly string[] {
  if (log.length === 0) return [language === 'zh' ? '  无' : '  nobody'];
  return log.flatMap(({ on, terminal, readable, writable, likePurposes }) => {
    const words = [...readable].sort((a, b) => a - b).map((group) => titleOf(group)[language]);
    const wrote = writable.map((group) => titleOf(group)[language]);
    const zh = language === 'zh';
    return [
      `  ${on}  ${nameOf(terminal, language)}`,
      `      ${zh ? '可读：' : 'could read: '}${words.join(zh ? '、' : ', ')}`,
      ...(wrote.length === 0 ? [] : [`      ${zh ? '可写：' : 'could write: '}${wrote.join(zh ? '、' : ', ')}`]),
      ...(likePurposes.length === 0
        ? []
        : [
            `      ${zh ? '权限如同：' : 'rights like: '}${likePurposes.map((titles) => titles[language]).join(zh ? '；' : '; ')}`,
          ]),
    ];
  });
}

function nameOf(terminal: LoggedAccess['terminal'], language: Language): string {
  const zh = language === 'zh';
  if (terminal === undefined)
    return zh ? '持卡并知道卡面号码的人（无终端证书）' : 'who had the card and its printed number';
  const { mnemonic, country, sequence, revoked } = terminal;
  const name = zh
    ? `终端 ${mnemonic}（${country}，证书 ${sequence}）`
    : `terminal ${mnemonic} (${country}, certificate ${sequence})`;
  return revoked === true ? `${name}${zh ? '，已吊销' : ', REVOKED since'}` : name;
}

function titleOf(dataGroup: number): Titles {
  return DATA_GROUP_TITLES.get(dataGroup) ?? { zh: `DG${dataGroup}`, en: `DG${dataGroup}` };
}

function capitalised(title: string): string {
  return title.slice(0, 1).toUpperCase() + title.slice(1);
}

/** Each code that stands anywhere above, with its meaning, once. */
function describeCodes(view: HolderView, language: Language): readonly string[] {
  const { authentic, current, chipGenuine } = view.record;
  const answers = [authentic, current, chipGenuine, view.inFunction, ...view.groups.map(({ signed }) => signed)];
  const uses = view.slots.flatMap(({ grants }) =>
    grants.flatMap((grant) => [grant.entitled, ...grant.uses.map(({ signed }) => signed)]),
  );
  const codes = new Set<Code>([
    ...[...answers, ...uses].flatMap((answer) => (answer.answer === 'yes' ? [] : [answer.code])),
    ...missingCodes(view),
  ]);
  return [
    ...[...codes].map((code) => `${code}: ${explainCode(code, language).meaning}`),
    ...(codes.size === 0 ? [] : ['']),
  ];
}

/** The codes that stand in the place of something that was not read, or could not be decoded. */
function missingCodes({ groups, endorsement, slots, missingSlots }: HolderView): readonly Code[] {
  const ofEndorsement = typeof endorsement === 'object' && 'missing' in endorsement ? [endorsement.missing] : [];
  return [
    ...groups.flatMap(({ missing }) => missing ?? []),
    ...ofEndorsement,
    ...slots.flatMap(({ damaged }) => damaged ?? []),
    ...missingSlots.map(({ code }) => code),
  ];
}

function answerOf(answer: Answer, language: Language): string {
  const word = ANSWERS[answer.answer][language];
  return answer.answer === 'yes' ? word : `${padCells(word, 9)}${answer.code}`;
}

function row(label: string, value: string): string {
  return `  ${padCells(label, LABEL_CELLS)}${value}`;
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return [heading, ...lines, ''];
}

/** The view as `--json` prints it: the portrait in base64, all else as it is. */
export function holderViewAsJson(view: HolderView): object {
  return { ...view, groups: view.groups.map(({ fields, ...group }) => ({ ...group, fields: fieldsAsJson(fields) })) };
}
