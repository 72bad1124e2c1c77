import type { Code } from '../codes.ts';
import type { Explanation } from '../explanation.ts';

/** What a person is told about trust files, standing and entitlements. */
export const TRUST_EXPLANATIONS = {
  TRUST_ABSENT: {
    remedy: 'Give --trust FOLDER to have the signatures checked.',
    zh: { meaning: '未提供信任文件夹，因此没有核验任何签名。', remedy: '用 --trust 指定信任文件夹以核验签名。' },
  },
  TRUST_STALE: {
    remedy: 'Fetch the trust files from the office or the USB stick.',
    zh: { meaning: '信任包已过期或超出允许的时限。', remedy: '从办证机关或 U 盘获取信任文件。' },
  },
  TRUST_ROLLED_BACK: {
    remedy: 'Fetch the newest trust files; somebody offered an old one.',
    zh: { meaning: '信任文件比先前接受的更旧。', remedy: '获取最新的信任文件；有人提供了旧文件。' },
  },
  TRUST_UNSIGNED: {
    remedy: 'Reject the files and ask the office for the genuine ones.',
    zh: { meaning: '根文件、信任包或状态列表缺少所需的签名。', remedy: '拒绝该文件，向办证机关索取真实文件。' },
  },
  TRUST_TOO_LARGE: {
    remedy: 'Do not use this folder; fetch the files again from the office. The files held before stay in use.',
    zh: { meaning: '信任文件过大或数量过多。', remedy: '不要使用该文件夹，请重新向办证机关获取；原有文件继续使用。' },
  },
  TRUST_ROOT_GAP: {
    remedy: 'Fetch the whole folder of the office, with every file of its folder root.',
    zh: {
      meaning: '现有根文件与新根文件之间缺少中间版本。',
      remedy: '获取办证机关的完整文件夹，包括 root 目录中的所有文件。',
    },
  },
  TRUST_INCOMPLETE: {
    remedy: 'Fetch the whole folder of the office again. The files held before stay in use.',
    zh: { meaning: '缺少信任包所列的状态列表。', remedy: '请重新获取完整的文件夹；原有文件继续使用。' },
  },
  STATUS_DELTA_UNFIT: {
    remedy: 'Fetch the full status list; nothing else is needed.',
    zh: { meaning: '状态列表的增量与现有列表不符；如有完整列表则改用完整列表。', remedy: '获取完整的状态列表即可。' },
  },
  CLOCK_BEHIND: {
    remedy: 'Set the clock of the terminal.',
    zh: { meaning: '终端时钟早于其信任数据。', remedy: '请校正终端时钟。' },
  },
  CLOCK_BEHIND_CARD: {
    remedy: 'Set the clock of the terminal and tap again.',
    zh: { meaning: '终端时钟早于卡上已签署的日期。', remedy: '请校正终端时钟后重试。' },
  },
  CLOCK_JUMPED_BACK: {
    remedy:
      'Set the clock of the terminal. Where it is right and was wrongly ahead before: permit-reader trust reset-clock.',
    zh: {
      meaning: '终端时钟早于其先前的读数。',
      remedy: '请校正终端时钟；若时钟现已正确而先前偏快，请运行 permit-reader trust reset-clock。',
    },
  },
  STATUS_MISSING: {
    remedy: 'Fetch the status list that this card names.',
    zh: { meaning: '终端没有该卡对应的状态列表。', remedy: '获取该卡所指的状态列表。' },
  },
  STATUS_STALE: {
    remedy: 'Fetch the status list from the office or the USB stick.',
    zh: { meaning: '状态列表已过期或超出允许的时限。', remedy: '从办证机关或 U 盘获取状态列表。' },
  },
  STATUS_UNKNOWN_VALUE: {
    remedy: 'Fetch the newest status list; if it repeats, ask the permit office.',
    zh: { meaning: '卡片状态的取值未定义，或不在列表中。', remedy: '获取最新状态列表；若再次出现，请询问办证机关。' },
  },
  CARD_REVOKED: {
    remedy: 'Do not accept the card; give it back to the person and name the permit office.',
    zh: { meaning: '该卡已被永久撤销。', remedy: '不要接受该卡；将卡交还本人并告知办证机关。' },
  },
  CARD_ON_HOLD: {
    remedy: 'Do not accept the card now; the holder can lift the hold at the permit office.',
    zh: { meaning: '该卡已挂失，暂停使用。', remedy: '暂不接受该卡；持卡人可到办证机关解除挂失。' },
  },
  NOT_ENDORSED: {
    remedy: 'Send the holder to the permit office; the card was never activated.',
    zh: { meaning: '卡上没有签注，从未激活。', remedy: '请持卡人到办证机关；该卡从未激活。' },
  },
  ENDORSEMENT_LAPSED: {
    remedy: 'Send the holder to the permit office; a late endorsement restores the permit.',
    zh: { meaning: '年度签注已过期；补办签注后恢复使用。', remedy: '请持卡人到办证机关补办签注。' },
  },
  BINDING_MISMATCH: {
    remedy: 'Do not accept the card; the record belongs to another one.',
    zh: { meaning: '记录是为另一张卡或另一份居住证签发的。', remedy: '不要接受该卡；该记录属于其他卡。' },
  },
  ENVELOPE_MISMATCH: {
    remedy: 'Send the holder to the permit office; the record must be written again.',
    zh: { meaning: '卡片显示的版本、授予方或限额与签名记录不符。', remedy: '请持卡人到办证机关重新写入记录。' },
  },
  CHIP_NOT_GENUINE: {
    remedy: 'Do not accept the card; it is a copy of a genuine one.',
    zh: { meaning: '芯片无法证明持有记录中的密钥，属于复制卡。', remedy: '不要接受该卡；它是真卡的复制品。' },
  },
  NO_GRANT: {
    remedy: 'Explain how to apply for the entitlement; the permit itself is not in question.',
    zh: { meaning: '卡上没有所需种类的待遇。', remedy: '说明如何申请该待遇；居住证本身没有问题。' },
  },
  GRANT_NOT_YET: {
    remedy: 'Name the date from which the grant holds.',
    zh: { meaning: '该待遇尚未开始。', remedy: '告知待遇开始日期。' },
  },
  GRANT_EXPIRED: {
    remedy: 'Explain how to apply for the entitlement again.',
    zh: { meaning: '该待遇已结束。', remedy: '说明如何重新申请该待遇。' },
  },
  GRANT_WITHDRAWN: {
    remedy: 'Explain that the department that granted it tells the reason, and how to object.',
    zh: { meaning: '授予部门已收回该待遇，卡片尚未改写。', remedy: '告知由授予部门说明理由，以及如何提出异议。' },
  },
  GRANT_USED_UP: {
    remedy: 'Explain when the next period begins.',
    zh: { meaning: '该待遇的使用次数已用完。', remedy: '说明下一周期何时开始。' },
  },
  GRANTOR_NOT_ALLOWED: {
    remedy: 'Report it to the permit office; the grant was signed by the wrong department.',
    zh: { meaning: '该待遇的签发部门无权授予此种类。', remedy: '报告办证机关；该待遇由错误的部门签发。' },
  },
} as const satisfies Partial<Record<Code, Explanation>>;
