import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import type { AgeCheck, TrustAge } from '../verify/index.ts';
import { describeDuration } from './describe-duration.ts';
import type { Language } from './language.ts';

const FILES = {
  bundle: { zh: '信任包年龄', en: 'Age of the trust bundle' },
  status: { zh: '状态列表年龄', en: 'Age of the status list' },
} as const satisfies Record<AgeCheck['file'], Record<Language, string>>;

/** One line a trust file and question: how old, how old it may be, who says so, and whether that was too old. */
export function describeAges(
  { checks }: TrustAge,
  kind: EntitlementKind | undefined,
  language: Language,
): readonly (readonly [string, string])[] {
  // Where the kind allows no less than the terminal does, its line would say the same again.
  const shown = checks.filter(({ question, budgetOf }) => question === 'card' || budgetOf === 'kind');
  return shown.map((check) => {
    const about =
      check.question === 'card' || kind === undefined
        ? ''
        : `${language === 'zh' ? '：' : ', '}${kind.titles[language]}`;
    return [`${FILES[check.file][language]}${about}`, describeAge(check, language)];
  });
}

/** The age, its budget and what came of it. */
export function describeAge(check: AgeCheck, language: Language): string {
  const age = describeDuration(check.ageSeconds, language);
  const budget = describeDuration(check.budgetSeconds, language);
  if (language === 'zh') {
    const whose = check.budgetOf === 'kind' ? '该待遇' : '本终端';
    return `${age}（${whose}允许 ${budget}${ZH[check.outcome]}）`;
  }
  const whose = check.budgetOf === 'kind' ? 'this entitlement' : 'this terminal';
  return `${age} (${whose} allows ${budget}${EN[check.outcome]})`;
}

const ZH = { fresh: '', 'over-budget': '，已超出', expired: '，且文件已过期' } as const satisfies Record<
  AgeCheck['outcome'],
  string
>;
const EN = { fresh: '', 'over-budget': ': TOO OLD', expired: '; it has EXPIRED' } as const satisfies Record<
  AgeCheck['outcome'],
  string
>;
