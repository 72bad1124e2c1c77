import type { ApplicationKind, EvidenceType } from '../../../domain/policy/index.ts';
import type { Bilingual, Language } from './language.ts';

/** What a case is about, as the applicant reads it. */
export const KIND_NAMES = {
  FIRST: { zh: '首次申领居住证', en: 'First residence permit' },
  EXCHANGE_DAMAGED: { zh: '损坏换领', en: 'Exchange of a damaged card' },
  REISSUE_LOST: { zh: '遗失补领', en: 'Replacement of a lost card' },
  CHANGE_DATA: { zh: '信息变更', en: 'Change of data' },
  ENDORSE: { zh: '签注', en: 'Yearly endorsement' },
  CANCEL: { zh: '注销', en: 'Cancellation' },
  CORRECT_ERROR: { zh: '更正差错', en: 'Correction of an error' },
} as const satisfies Record<ApplicationKind, Bilingual>;

/** Papers, as the applicant knows them. */
export const PAPER_NAMES = {
  ID_CARD: { zh: '居民身份证', en: 'identity card' },
  HOUSEHOLD_BOOKLET: { zh: '户口簿', en: 'household booklet' },
  PORTRAIT: { zh: '本人照片', en: 'portrait' },
  LEASE: { zh: '房屋租赁合同', en: 'lease' },
  TITLE_DEED: { zh: '房屋产权证明', en: 'title deed' },
  PURCHASE_CONTRACT: { zh: '购房合同', en: 'contract of purchase of the dwelling' },
  LODGING_STATEMENT: { zh: '住宿证明', en: 'statement of lodging' },
  BUSINESS_LICENCE: { zh: '营业执照', en: 'business licence' },
  LABOUR_CONTRACT: { zh: '劳动合同', en: 'labour contract' },
  EMPLOYER_STATEMENT: { zh: '用人单位证明', en: "employer's statement" },
  STUDENT_CARD: { zh: '学生证', en: 'student card' },
  SCHOOL_STATEMENT: { zh: '就读学校证明', en: "school's statement" },
  PROXY_ID_CARD: { zh: '代办人居民身份证', en: "proxy's identity card" },
  KINSHIP_PROOF: { zh: '亲属或监护关系证明', en: 'proof of kinship or guardianship' },
  MOBILITY_PROOF: { zh: '行动不便证明', en: 'proof of reduced mobility' },
  OLD_CARD: { zh: '原居住证', en: 'old permit card' },
  LOSS_STATEMENT: { zh: '遗失声明', en: 'statement of loss' },
  CHANGE_PROOF: { zh: '变更证明', en: 'proof of the change' },
  INVESTOR_PROOF: { zh: '投资证明', en: 'proof of investment' },
  TALENT_CERTIFICATE: { zh: '人才认定证明', en: 'certificate of talent' },
  CANCELLATION_REQUEST: { zh: '注销申请', en: 'request for cancellation' },
} as const satisfies Record<EvidenceType, Bilingual>;

/** Rules by the short names that the policy uses. */
const RULE_NAMES: Readonly<Record<string, string>> = {
  'Decree 663': '《居住证暂行条例》',
  Zhejiang: '《浙江省流动人口居住登记条例》',
  Hangzhou: '《杭州市流动人口服务管理规定》',
  'Hangzhou rules on residence registration': '《杭州市居住登记规定》',
  'rules of the sample city': '《示例市居住证规则》',
};

/**
 * A cited clause, such as `Decree 663 art. 9: within 15 days; Zhejiang art. 28`, as a reader of that language knows it: in Chinese by name and
 * article, without the English gloss. One of another shape stays as it is.
 */
export function clauseName(clause: string, language: Language): string {
  if (language === 'en') return clause;
  return clause.split('; ').map(partName).join('；');
}

function partName(part: string): string {
  const [, rule = part, articles, serviceClass] =
    /^(.+?)(?: arts?\. ([\d]+(?: and \d+)*)|, class (\d))?(?:: .*)?$/.exec(part) ?? [];
  const name = RULE_NAMES[rule] ?? RULE_NAMES[rule.replace(/^Rules/, 'rules')];
  if (name === undefined) return part;
  if (articles !== undefined) return articles.split(' and ').reduce((text, article) => `${text}第${article}条`, name);
  return serviceClass === undefined ? name : `${name}第${serviceClass}类`;
}
