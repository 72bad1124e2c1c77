import type { ProblemWords } from './problem-words.ts';

/** What is refused between an application and its decision. */
export const caseProblems = {
  'case-not-found': {
    zh: '没有这个案件，或案件不由本机关办理。',
    en: 'There is no such case, or it is another office’s.',
  },
  'case-unknown': { zh: '没有这个案件。', en: 'There is no such case.' },
  'case-taken': { zh: '该案件正由另一名工作人员办理。', en: 'Somebody else has this case on their desk.' },
  'not-taken-by-you': { zh: '该案件不在您名下。', en: 'The case is not on your desk.' },
  'wrong-state': {
    zh: '案件目前的状态不能进行此操作。请刷新页面查看最新情况。',
    en: 'The case is at another stage now. Open it again to see where it stands.',
  },
  'door-not-yours': { zh: '您的角色不能通过此渠道申请。', en: 'Your role does not enter cases through this door.' },
  'speaker-not-at-door': {
    zh: '该渠道不能记录此人陈述的事实。',
    en: 'This door does not take the word of that speaker.',
  },
  'own-error-not-yours': {
    zh: '只有窗口可以认定是机关的差错。',
    en: 'Only the counter says that the authority erred.',
  },
  'apply-at-office': { zh: '请申请人到受理窗口办理。', en: 'Ask the applicant to apply at the office.' },
  'person-unknown': {
    zh: '登记库中没有此人。请先补全个人信息。',
    en: 'The register does not know this person. Fill in the particulars.',
  },
  'identity-differs': {
    zh: '该身份证号码登记的姓名与所填姓名不同。请核对证件。',
    en: 'The register has another name under this ID number. Check the papers.',
  },
  'person-died': { zh: '登记显示此人已去世。', en: 'The register says that this person has died.' },
  'permit-missing': {
    zh: '此人没有居住证，不能办理此类业务。',
    en: 'The person has no permit that this could be about.',
  },
  'permit-in-force': { zh: '此人已有有效的居住证。', en: 'The person has a permit in force already.' },
  'open-case-exists': { zh: '此人已有正在办理的同类案件。', en: 'The person has a case of this kind open already.' },
  'proxy-needed': {
    zh: '未满16周岁的，须由监护人或近亲属代办。',
    en: 'For somebody under 16 a guardian or close relative applies.',
  },
  'proxy-not-allowed': { zh: '此人不符合代办条件。', en: 'Nobody may apply for this person.' },
  'reason-does-not-fit': { zh: '代办理由与申请人的情况不符。', en: 'The ground for a proxy does not fit this person.' },
  'details-missing': {
    zh: '请补全性别、民族、户籍地址和居住地址。',
    en: 'Fill in sex, ethnic group, hukou address and residence address.',
  },
  'fact-name-bad': { zh: '不能记录这一事项。', en: 'This fact is not one that can be noted.' },
  'fact-too-long': { zh: '内容过长。', en: 'The text is too long.' },
  'evidence-not-found': { zh: '案件中没有这份材料。', en: 'The case has no such paper.' },
  'evidence-missing': { zh: '请附上证明材料。', en: 'Add the paper that bears this out.' },
  'evidence-type-refused': {
    zh: '不接受此类文件。请使用PDF、JPEG或PNG文件。',
    en: 'Files of this type are not taken. Use PDF, JPEG or PNG.',
  },
  'evidence-too-large': { zh: '文件过大。请扫描为较小的文件。', en: 'The file is too large. Scan it smaller.' },
  'evidence-bomb': {
    zh: '图像展开后过大，未接收。',
    en: 'The picture grows too large when it is opened; it was not taken.',
  },
  'evidence-polyglot': {
    zh: '文件内容与类型不一致，未接收。请重新扫描。',
    en: 'The file is more than it says it is; it was not taken. Scan it again.',
  },
  'evidence-active': {
    zh: '文件含有程序或链接，未接收。请重新扫描为普通文件。',
    en: 'The file holds programs or links; it was not taken. Scan it again as a plain file.',
  },
  'portrait-refused': {
    zh: '照片不符合要求：正面免冠、清晰、尺寸足够。请重新拍摄。',
    en: 'The photograph does not do: full face, bare head, sharp and large enough. Take it again.',
  },
  'not-submitted': { zh: '案件尚未提交。', en: 'The case was not handed in yet.' },
  'already-told': {
    zh: '缺少的材料只能一次性告知，此案已经告知过。',
    en: 'What is missing is told once, and this case was told.',
  },
  'nothing-missing': { zh: '材料已经齐全，无需告知。', en: 'Nothing is missing, so there is nothing to tell.' },
  'papers-missing': { zh: '材料不齐，不能受理。', en: 'Papers are missing, so the case cannot be accepted.' },
  'duplicate-undecided': {
    zh: '可能是重复登记的人员，须先由审核员认定。',
    en: 'Somebody like this is in the register. A reviewer has to say first whether they are one.',
  },
  'duplicate-person': {
    zh: '已认定为重复登记，须先合并档案。',
    en: 'The person was found to be in the register twice. The records are merged first.',
  },
  'candidate-not-found': { zh: '没有这组待认定的人员。', en: 'There is no such pair.' },
  'decided-already': { zh: '已经作出决定。', en: 'This was decided already.' },
  'reason-blank': { zh: '请写明理由。', en: 'Write a reason.' },
  'ground-unknown': { zh: '公布的规则没有这一理由。', en: 'The published rules do not have this ground.' },
  'already-extended': { zh: '办理期限只能延长一次。', en: 'The time limit is extended once only.' },
  'clock-stopped': { zh: '办理期限没有在计算。', en: 'The clock of this case does not run.' },
  overdue: { zh: '期限届满后不能延长。', en: 'The time limit is over; it cannot be extended now.' },
  'not-longer': { zh: '延长后的期限没有变长。', en: 'This would not be longer.' },
  'beyond-maximum': { zh: '延长后总期限不得超过30日。', en: 'With this the case would take more than 30 days in all.' },
  'reasons-missing': { zh: '请写明理由。', en: 'Give reasons.' },
  'clause-missing': { zh: '请引用所依据的条款。', en: 'Cite the clause that the decision rests on.' },
  'service-class-missing': { zh: '请确定服务类别。', en: 'Confirm the service class.' },
  'service-class-unasked': { zh: '此类案件不确定服务类别。', en: 'Cases of this kind have no service class.' },
  'service-class-unknown': { zh: '没有这个服务类别。', en: 'There is no such service class.' },
  'not-eligible': {
    zh: '按公布的规则不符合申领条件，不能批准。',
    en: 'By the published rules the person is not eligible, so this cannot be approved.',
  },
  'name-unproved': {
    zh: '姓名变更没有证明材料，或未经机关确认。',
    en: 'The other name is not borne out by a paper that the office has confirmed.',
  },
  'decided-before': {
    zh: '同一案件不得由同一人再次决定。',
    en: 'Who decided this case before does not decide it again.',
  },
  'not-decided': { zh: '案件尚未作出决定。', en: 'The case was not decided yet.' },
  'document-not-due': { zh: '案件目前没有这份文书。', en: 'The case has no such document at this stage.' },
  'eligibility-undecided': { zh: '申领条件尚未判明。', en: 'It is not known yet whether the person is eligible.' },
  'case-not-approved': { zh: '案件没有批准。', en: 'The case was not approved.' },
  'case-not-in-review': { zh: '案件不在审核中。', en: 'The case is not in review.' },
  'case-not-plain': {
    zh: '该案件须单独审批，不能批量办理。',
    en: 'This case has to be decided by itself, not in a batch.',
  },
  'fact-value-bad': { zh: '这项内容的格式不正确。', en: 'This is not of the form that the fact has.' },
  'citizen-id-bad': { zh: '这不是有效的公民身份号码。', en: 'This is not a valid ID number.' },
  'citizen-id-unproved': {
    zh: '更改公民身份号码须由本机关确认，并附证明材料。',
    en: 'Another ID number needs the office’s word and a paper that bears it out.',
  },
  'birth-date-disagrees': {
    zh: '出生日期与公民身份号码不一致。',
    en: 'The birth date is not the one that the ID number names.',
  },
  'citizen-id-taken': {
    zh: '登记库中另有一人使用这个公民身份号码。',
    en: 'Another record has this ID number.',
  },
} as const satisfies ProblemWords;
