import type { Bilingual } from './language.ts';

/** Every text that is printed. What stands in braces is filled in. */
export const MESSAGES = {
  'receipt-title': { zh: '居住证申请受理回执', en: 'Receipt for an accepted application' },
  'receipt-intro': {
    zh: '您的申请材料齐全，已于{acceptedOn}受理。办理期限自受理之日起计算，由本机关负责遵守。',
    en: 'Your application is complete and was accepted on {acceptedOn}. The time for the decision runs from that day, and it is for this office to keep it.',
  },
  'receipt-due': { zh: '最迟办结日期', en: 'Decided at the latest on' },
  'receipt-papers': { zh: '已收材料', en: 'Papers received' },
  'receipt-next': { zh: '后续步骤', en: 'What happens next' },
  'receipt-next-decision': {
    zh: '本机关将在{dueOn}前作出决定，并通知您。查询时请提供受理编号{caseNumber}。',
    en: 'This office decides by {dueOn} and tells you. Name the case number {caseNumber} when you ask.',
  },
  'receipt-next-collect': {
    zh: '如准予办理，请凭本回执和身份证件领取。领取时由您本人设置密码。',
    en: 'If it is granted, collect the card with this receipt and your identity card. You set its PIN yourself when you collect it.',
  },
  'receipt-next-late': {
    zh: '如逾期未作决定，您可以向{reviewBody}提出。',
    en: 'If there is no decision by then, you can turn to {reviewBody}.',
  },
  'refusal-title': { zh: '不予办理决定书', en: 'Notice of refusal' },
  'refusal-intro': {
    zh: '本机关审查了您的申请，于{decidedOn}决定不予办理。',
    en: 'This office examined your application and refused it on {decidedOn}.',
  },
  'refusal-reasons': { zh: '理由和依据', en: 'Reasons and rules' },
  'refusal-change': { zh: '满足下列条件后可以重新申请', en: 'You can apply again when' },
  'refusal-remedy': { zh: '救济途径', en: 'How to object' },
  'refusal-reconsideration': {
    zh: '如不服本决定，可以自收到之日起{days}日内向{reviewBody}申请行政复议。',
    en: 'You can ask {reviewBody} to reconsider this decision within {days} days of receiving it.',
  },
  'refusal-lawsuit': {
    zh: '也可以自收到之日起{months}个月内向{court}提起行政诉讼。',
    en: 'You can also bring a lawsuit before {court} within {months} months of receiving it.',
  },
  'refusal-free': {
    zh: '提出异议不收费，也不影响您重新申请。',
    en: 'To object to this office costs nothing, and you may apply again all the same.',
  },
  'missing-title': { zh: '补充材料一次性告知书', en: 'Notice of missing papers' },
  'missing-intro': {
    zh: '您的申请还缺少下列材料。本告知书一次列明全部所缺材料，补齐后即予受理，不再要求其他材料。',
    en: 'Your application lacks the papers below. This notice names all of them at once; when they are here the application is accepted, and no others are asked for.',
  },
  'missing-papers': { zh: '所缺材料', en: 'Missing papers' },
  'missing-any-of': { zh: '下列之一：{papers}（{clause}）', en: 'One of these: {papers} ({clause})' },
  'missing-one': { zh: '{papers}（{clause}）', en: '{papers} ({clause})' },
  'missing-due': { zh: '补交期限', en: 'Bring them by' },
  'missing-next': {
    zh: '办理期限自材料补齐、受理之日起计算。逾期未补的，可以随时重新申请。',
    en: 'The time for the decision begins when the application is accepted. If the papers come too late, you can apply again at any time.',
  },
  'fee-title': { zh: '收费收据', en: 'Receipt for a fee' },
  'fee-number': { zh: '收据编号', en: 'Receipt number' },
  'fee-paid-on': { zh: '收款日期', en: 'Paid on' },
  'fee-items': { zh: '收费项目', en: 'Items' },
  'fee-total': { zh: '合计', en: 'Total' },
  'fee-amount': { zh: '人民币{amount}元', en: 'CNY {amount}' },
  'fee-waived': { zh: '免收（{reason}）', en: 'Waived ({reason})' },
  'fee-free': {
    zh: '首次申领和签注不收费。因本机关差错换发的，不收费。',
    en: 'The first card and every endorsement are free, and so is a card that replaces an error of this office.',
  },
  'hand-over-title': { zh: '居住证交付记录', en: 'Record of a hand-over' },
  'hand-over-intro': {
    zh: '下列居住证已于{handedOverOn}交付领取人。',
    en: 'The permit card below was handed over on {handedOverOn}.',
  },
  'hand-over-card': { zh: '卡号', en: 'Card number' },
  'hand-over-permit': { zh: '居住证号', en: 'Permit number' },
  'hand-over-collector': { zh: '领取人', en: 'Collected by' },
  'hand-over-proof': { zh: '核对的证件', en: 'Shown by' },
  'hand-over-self': { zh: '持证人本人', en: 'the holder in person' },
  'hand-over-checked': {
    zh: '领取人已核对卡面信息，确认无误。',
    en: 'The collector compared what is printed on the card and found it right.',
  },
  'hand-over-activate': {
    zh: '居住证在持证人到场启用后方可使用，启用时由持证人设置密码。',
    en: 'The card can be used once it was activated with the holder present, who sets its PIN.',
  },
  'hand-over-loss': {
    zh: '遗失时请立即致电{telephone}挂失。',
    en: 'If it is lost, call {telephone} at once to have it put on hold.',
  },
  'case-number': { zh: '受理编号', en: 'Case number' },
  'case-kind': { zh: '办理事项', en: 'Subject' },
  applicant: { zh: '申请人', en: 'Applicant' },
  office: { zh: '办证机关', en: 'Office' },
  'office-address': { zh: '地址', en: 'Address' },
  'office-telephone': { zh: '电话', en: 'Telephone' },
  'issued-on': { zh: '出具日期', en: 'Issued on' },
  'signed-office': { zh: '经办人签名', en: 'Signed for the office' },
  'signed-collector': { zh: '领取人签名', en: 'Signed by the collector' },
  page: { zh: '第{page}页，共{pages}页', en: 'Page {page} of {pages}' },
} as const satisfies Record<string, Bilingual>;

export type MessageId = keyof typeof MESSAGES;
