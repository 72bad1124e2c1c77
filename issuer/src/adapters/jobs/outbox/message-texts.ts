import { REMEDY_TERMS } from '../../../domain/deadline/index.ts';
import { WITHDRAWAL_REASONS, type WithdrawalReason } from '../../../domain/grants/index.ts';
import type { MessageDetails, MessageLanguage, MessageTemplate } from './outbox-message.ts';

type Text = (message: { readonly caseNumber: string; readonly details: MessageDetails }) => string;

const { reconsiderationDays, lawsuitMonths } = REMEDY_TERMS;

const REASON_WORDS = {
  CONDITIONS_ENDED: { zh: '已不再符合条件', en: 'its conditions are not met any more' },
  GRANTED_IN_ERROR: { zh: '授予有误', en: 'it was granted in error' },
  FALSE_STATEMENT: { zh: '授予所依据的陈述不实', en: 'it rested on a statement that was not true' },
  PROGRAMME_ENDED: { zh: '该项目已结束', en: 'its programme has ended' },
  HOLDER_ASKED: { zh: '应持证人要求', en: 'you asked for it' },
} as const satisfies Readonly<Record<WithdrawalReason, Readonly<Record<MessageLanguage, string>>>>;

/** What is sent, in both languages: a case number, dates and reasons of closed lists, and never whom or what it is about. */
const TEXTS = {
  accepted: {
    zh: ({ caseNumber, details }) =>
      `您的业务 ${caseNumber} 已受理,最迟于 ${String(details['dueOn'])} 办结。请凭受理回执查询。`,
    en: ({ caseNumber, details }) =>
      `Your case ${caseNumber} was accepted and is decided by ${String(details['dueOn'])}. Your receipt says how to ask about it.`,
  },
  'papers-missing': {
    zh: ({ caseNumber }) => `您的业务 ${caseNumber} 尚缺材料,清单已一次列明,请到受理窗口查看。`,
    en: ({ caseNumber }) => `Papers are missing in your case ${caseNumber}. The office has the complete list for you.`,
  },
  'deadline-extended': {
    zh: ({ caseNumber, details }) =>
      `您的业务 ${caseNumber} 的办理期限已依法延长,最迟于 ${String(details['dueOn'])} 办结。延长的理由请在本人页面或到受理窗口查看。`,
    en: ({ caseNumber, details }) =>
      `The office took more time for your case ${caseNumber}, as the law allows: it is decided by ${String(details['dueOn'])}. Your own pages and the office tell you on what ground.`,
  },
  decided: {
    zh: ({ caseNumber }) => `您的业务 ${caseNumber} 已有决定,请到受理窗口查看。`,
    en: ({ caseNumber }) => `Your case ${caseNumber} was decided. The office shows you the decision.`,
  },
  'card-ready': {
    zh: ({ caseNumber, details }) =>
      `您的业务 ${caseNumber} 的证件可以领取,请于 ${String(details['collectBy'])} 前领取。`,
    en: ({ caseNumber, details }) =>
      `The card of your case ${caseNumber} is ready. Please collect it by ${String(details['collectBy'])}.`,
  },
  'endorsement-due': {
    zh: ({ caseNumber, details }) => `您的证件(${caseNumber})须于 ${String(details['dueOn'])} 前办理签注。`,
    en: ({ caseNumber, details }) => `Your card (${caseNumber}) has to be endorsed by ${String(details['dueOn'])}.`,
  },
  'endorsement-lapsed': {
    zh: ({ caseNumber }) => `您的证件(${caseNumber})未按期签注,功能已中止;补办签注后恢复。`,
    en: ({ caseNumber }) =>
      `Your card (${caseNumber}) was not endorsed in time and is suspended. A late endorsement restores it.`,
  },
  'hold-reminder': {
    zh: ({ caseNumber }) => `您的证件(${caseNumber})仍处于挂失状态。如已找回,请携证到受理窗口解除;否则请申请补领。`,
    en: ({ caseNumber }) =>
      `Your card (${caseNumber}) is still stopped as lost. If you found it, bring it to the office; if not, please ask for another one.`,
  },
  'grant-withdrawn': {
    zh: ({ caseNumber, details }) =>
      `您的居住证(${caseNumber})上的一项待遇自 ${String(details['from'])} 起由授予部门收回。理由:${reasonOf(details, 'zh')}。是哪一项,请到受理窗口查看,届时改写证件。如不服,可自知道之日起 ${reconsiderationDays} 日内申请行政复议,或在 ${lawsuitMonths} 个月内提起行政诉讼。`,
    en: ({ caseNumber, details }) =>
      `The department took back an entitlement of your permit (${caseNumber}) from ${String(details['from'])} on. Reason: ${reasonOf(details, 'en')}. The office shows you which one, and rewrites your card. You may object within ${reconsiderationDays} days of learning of it by asking for reconsideration, or go to court within ${lawsuitMonths} months.`,
  },
} as const satisfies Readonly<Record<MessageTemplate, Readonly<Record<MessageLanguage, Text>>>>;

/** The words of the reason for which a grant was taken back. */
function reasonOf(details: MessageDetails, language: MessageLanguage): string {
  const reason = WITHDRAWAL_REASONS.find((one) => one === details['reason']);
  if (reason === undefined) throw new RangeError('details.reason: want a reason of a withdrawal');
  return REASON_WORDS[reason][language];
}

/** The words of a message. */
export function textOf(message: {
  readonly template: MessageTemplate;
  readonly language: MessageLanguage;
  readonly caseNumber: string;
  readonly details: MessageDetails;
}): string {
  return TEXTS[message.template][message.language](message);
}
