import type { MessageDetails, MessageLanguage, MessageTemplate } from './outbox-message.ts';

type Text = (message: { readonly caseNumber: string; readonly details: MessageDetails }) => string;

/** What is sent, in both languages: a case number and dates, and never whom or what it is about. */
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
} as const satisfies Readonly<Record<MessageTemplate, Readonly<Record<MessageLanguage, Text>>>>;

/** The words of a message. */
export function textOf(message: {
  readonly template: MessageTemplate;
  readonly language: MessageLanguage;
  readonly caseNumber: string;
  readonly details: MessageDetails;
}): string {
  return TEXTS[message.template][message.language](message);
}
