import type { Code } from '../codes.ts';
import type { Explanation } from '../explanation.ts';

/** What a person is told about answers of a tap and of receipts that are not yes. */
export const ANSWER_EXPLANATIONS = {
  TERMINAL_REFUSED: {
    remedy: "Renew the certificate of this terminal; the card's date may be later than the clock.",
    zh: { meaning: '卡片不接受本终端的证书或签名。', remedy: '更新本终端证书；卡内日期可能晚于本机时钟。' },
  },
  TERMINAL_REVOKED: {
    remedy: 'Stop using this terminal and call the authority.',
    zh: { meaning: '本终端的证书已被列入撤销名单。', remedy: '停用本终端并联系主管机关。' },
  },
  TERMINAL_EXPIRED: {
    remedy: 'Fetch a new terminal certificate; check the clock.',
    zh: { meaning: '本终端的证书今天无效。', remedy: '获取新的终端证书，并检查时钟。' },
  },
  TERMINAL_UNCERTIFIED: {
    remedy: 'Use a terminal with a certificate for this purpose.',
    zh: { meaning: '只有持证终端才能得到这一答案。', remedy: '请使用具有相应证书的终端。' },
  },
  NOT_ASKED: { remedy: 'Nothing to do.', zh: { meaning: '该用途不询问此问题，不计入结论。', remedy: '无需处理。' } },
  NOT_REACHED: {
    remedy: 'Tap again; see the other reason for what ended the tap.',
    zh: { meaning: '操作在回答此问题之前已结束。', remedy: '重新刷卡；结束原因见其他代码。' },
  },
  NOT_RELEASED: {
    remedy: 'Use a terminal whose certificate names this data group.',
    zh: { meaning: '卡片未释放回答此问题所需的数据组。', remedy: '请使用证书包含该数据组的终端。' },
  },
  RECORD_NOT_AUTHENTIC: {
    remedy: 'See the reason beside AUTHENTIC.',
    zh: { meaning: '记录未确认为真实，无法得出结论。', remedy: '参见“真实性”一项的原因。' },
  },
  SIGNER_UNKNOWN: {
    remedy: 'Refresh the trust bundle; if it repeats, do not accept the card.',
    zh: { meaning: '信任包中没有与该记录相符的签发密钥。', remedy: '更新信任包；若再次出现，不要接受该卡。' },
  },
  SIGNER_NOT_IN_FORCE: {
    remedy: 'Send the holder to the permit office; the record must be signed anew.',
    zh: { meaning: '签发者已撤回，或签发时不在其有效期内。', remedy: '请持卡人到办证机关重新签发记录。' },
  },
  SIGNATURE_BAD: { remedy: 'Do not accept the card.', zh: { meaning: '记录的签名错误。', remedy: '不要接受该卡。' } },
  DIGEST_MISMATCH: {
    remedy: 'Do not accept the card.',
    zh: { meaning: '数据组与签名记录不符。', remedy: '不要接受该卡。' },
  },
  PERMIT_NOT_YET_VALID: {
    remedy: 'Check the clock of the terminal; otherwise wait for the date.',
    zh: { meaning: '居住证记录尚未生效。', remedy: '检查终端时钟；否则等待生效日期。' },
  },
  PERMIT_EXPIRED: {
    remedy: 'Send the holder to the permit office for an exchange.',
    zh: { meaning: '居住证记录已过有效期。', remedy: '请持卡人到办证机关换领。' },
  },
  RECEIPT_KEY_UNPROVED: {
    remedy: 'Do not rely on the receipt; whoever made it was not a certified terminal.',
    zh: { meaning: '查验凭据的密钥不能追溯到本机构认证的终端。', remedy: '不要采信该凭据；制作者不是经认证的终端。' },
  },
  RECEIPT_AUTHORITY_UNKNOWN: {
    remedy: 'Check it with the trust files of the authority that certified the terminal, or with those of that time.',
    zh: {
      meaning: '信任包中没有签发该终端证书的机构。',
      remedy: '请用认证该终端的机构的信任文件（或当时的文件）核验。',
    },
  },
  RECEIPT_GAP: {
    remedy: 'Ask the terminal for the missing numbers; those that are there are good in themselves.',
    zh: { meaning: '两张查验凭据之间缺少若干张。', remedy: '向终端索取缺少的编号；现有的各张本身有效。' },
  },
  RECEIPT_REORDERED: {
    remedy: 'Give the files in the order of their numbers; if they are, somebody changed the order.',
    zh: { meaning: '查验凭据未按终端编号的顺序排列。', remedy: '按编号顺序提供文件；若已如此，说明顺序被改动。' },
  },
  RECEIPT_CHAIN_BROKEN: {
    remedy: 'Do not rely on the chain from there on; a receipt before it was removed, replaced or changed.',
    zh: { meaning: '某张查验凭据与其前一张不相连。', remedy: '自该处起不要采信；之前的凭据被删除、替换或改动。' },
  },
  RECEIPT_FORKED: {
    remedy: 'Rely on neither, and report the terminal: its key was copied, or its folder was set back.',
    zh: {
      meaning: '同一终端密钥签发了编号相同的两张不同凭据。',
      remedy: '两张都不要采信，并报告该终端：密钥被复制，或其文件夹被还原。',
    },
  },
  RECEIPT_TIME_ODD: {
    remedy: 'Set the clock of the terminal and of this machine; the order of the receipts stands, their times do not.',
    zh: {
      meaning: '查验凭据的时间早于前一张，或晚于现在。',
      remedy: '校准终端和本机的时钟；凭据的先后可信，时间不可信。',
    },
  },
} as const satisfies Partial<Record<Code, Explanation>>;
