import type { Code } from '../codes.ts';
import type { Explanation } from '../explanation.ts';

/** What a person is told about bytes that are not in their format. */
export const ENCODING_EXPLANATIONS = {
  CBOR_TRUNCATED: {
    remedy: 'Ask for the file or card again; if it repeats, the source is damaged.',
    zh: { meaning: 'CBOR 数据声明的长度超出了输入。', remedy: '重新获取文件或重新读卡；若再次出现，说明来源已损坏。' },
  },
  CBOR_TOO_LONG: {
    remedy: 'Reject it; no genuine record or file is this long.',
    zh: { meaning: 'CBOR 数据超出了本格式允许的长度。', remedy: '拒绝；真实的记录或文件不会这么长。' },
  },
  CBOR_TRAILING_BYTES: {
    remedy: 'Ask for the file again; nothing may follow a signed item.',
    zh: { meaning: 'CBOR 数据之后还有多余字节。', remedy: '重新获取文件；签名数据之后不得有任何内容。' },
  },
  CBOR_DUPLICATE_KEY: {
    remedy: 'Reject it; a signed map never repeats a key.',
    zh: { meaning: 'CBOR 映射中同一个键出现两次。', remedy: '拒绝；签名数据中的键不会重复。' },
  },
  CBOR_KEY_ORDER: {
    remedy: 'Reject it; the producer must encode deterministically.',
    zh: { meaning: 'CBOR 映射的键未按字节序排列。', remedy: '拒绝；生成方必须采用确定性编码。' },
  },
  CBOR_NOT_MINIMAL: {
    remedy: 'Reject it; the producer must encode deterministically.',
    zh: { meaning: '整数或长度未采用最短形式。', remedy: '拒绝；生成方必须采用确定性编码。' },
  },
  CBOR_INDEFINITE: {
    remedy: 'Reject it; the producer must state every length.',
    zh: { meaning: '使用了不定长编码，签名数据不允许。', remedy: '拒绝；生成方必须写明每个长度。' },
  },
  CBOR_BAD_UTF8: {
    remedy: 'Reject it; the text was damaged or wrongly encoded.',
    zh: { meaning: '文本不是有效的 UTF-8。', remedy: '拒绝；文本已损坏或编码错误。' },
  },
  CBOR_TAG_NOT_ALLOWED: {
    remedy: 'Reject it; the producer uses another format or version.',
    zh: { meaning: '出现了本格式未列出的标签。', remedy: '拒绝；生成方使用了其他格式或版本。' },
  },
  CBOR_TOO_DEEP: {
    remedy: 'Reject it; no record of this profile nests so deeply.',
    zh: { meaning: '嵌套层数超出本格式的限制。', remedy: '拒绝；本规范的记录不会嵌套这么深。' },
  },
  CBOR_NOT_ALLOWED: {
    remedy: 'Reject it; the producer uses another format or version.',
    zh: { meaning: '使用了本格式不采用的浮点数、简单值或整数长度。', remedy: '拒绝；生成方使用了其他格式或版本。' },
  },
  TLV_TRUNCATED: {
    remedy: 'Read the card or file again; if it repeats, the source is damaged.',
    zh: { meaning: '数据对象声明的长度超出了输入。', remedy: '重新读卡或获取文件；若再次出现，说明来源已损坏。' },
  },
  TLV_BAD_TAG: {
    remedy: 'Reject it; the source speaks another profile or version.',
    zh: { meaning: '标签格式错误，或不是此处应有的标签。', remedy: '拒绝；来源采用其他规范或版本。' },
  },
  TLV_BAD_LENGTH: {
    remedy: 'Reject it; lengths must be in their shortest form.',
    zh: { meaning: '长度格式错误或未采用最短形式。', remedy: '拒绝；长度必须采用最短形式。' },
  },
  TLV_TRAILING_BYTES: {
    remedy: 'Reject it; nothing may follow the data object here.',
    zh: { meaning: '数据对象之后还有多余字节。', remedy: '拒绝；此处数据对象之后不得有内容。' },
  },
  COSE_MALFORMED: {
    remedy: 'Reject it; it is not a signed structure of this profile.',
    zh: { meaning: '不是所需的 COSE 结构。', remedy: '拒绝；这不是本规范的签名结构。' },
  },
  COSE_ALG_NOT_ALLOWED: {
    remedy: 'Reject it; only the algorithm that the profile names is accepted.',
    zh: { meaning: '签名算法不是规定的算法。', remedy: '拒绝；只接受规范指定的算法。' },
  },
  COSE_HEADER_NOT_ALLOWED: {
    remedy: 'Reject it; a header outside the signature can be changed by anyone.',
    zh: { meaning: '出现了不允许的头部，或头部位置错误。', remedy: '拒绝；签名之外的头部任何人都能改动。' },
  },
  COSE_KEY_BAD: {
    remedy: 'Reject it; replace the key at its source.',
    zh: { meaning: '密钥格式错误、不在曲线上或阶过小。', remedy: '拒绝；在来源处更换密钥。' },
  },
  RECORD_MALFORMED: {
    remedy: 'Reject it; read the card once more to rule out a disturbed tap.',
    zh: { meaning: '记录缺少其定义所要求的成员。', remedy: '拒绝；再读一次卡以排除读卡干扰。' },
  },
  MDOC_MALFORMED: {
    remedy: 'Reject it; read the card once more to rule out a disturbed tap.',
    zh: { meaning: '移动安全对象或签名项不符合 ISO/IEC 18013-5。', remedy: '拒绝；再读一次卡以排除读卡干扰。' },
  },
  STATUS_MALFORMED: {
    remedy: 'Fetch the status list again from the office or the USB stick.',
    zh: { meaning: '状态列表不是有效的令牌。', remedy: '从办证机关或 U 盘重新获取状态列表。' },
  },
  TRUST_MALFORMED: {
    remedy: 'Fetch the trust files again from the office or the USB stick.',
    zh: { meaning: '根文件或信任包不符合其定义。', remedy: '从办证机关或 U 盘重新获取信任文件。' },
  },
  RECEIPT_MALFORMED: {
    remedy: 'Reject it; ask the card for the receipt again with the same transaction id.',
    zh: { meaning: '使用凭证不符合其定义。', remedy: '拒绝；用同一交易号向卡片重新索取凭证。' },
  },
  VERIFICATION_RECEIPT_MALFORMED: {
    remedy: 'Ask for the file again; if it repeats, it is no receipt, or one of a later version.',
    zh: {
      meaning: '不是有效的查验凭据：文件、凭据或其密钥声明不符合定义。',
      remedy: '重新获取文件；若再次出现，则不是查验凭据，或属于更新的版本。',
    },
  },
  APDU_MALFORMED: {
    remedy: "Report it with the reader's name; the command or answer was cut short.",
    zh: { meaning: '不是有效的指令或响应 APDU。', remedy: '连同读卡器型号上报；指令或响应被截断。' },
  },
  CVC_MALFORMED: {
    remedy: 'Ask the authority for a new certificate.',
    zh: { meaning: '不是本规范的卡可验证证书。', remedy: '向主管机关申请新证书。' },
  },
  PACE_MALFORMED: {
    remedy: 'Tap again; if it repeats, do not accept the card.',
    zh: { meaning: 'PACE 数据对象缺失、格式错误或不在曲线上。', remedy: '重新刷卡；若再次出现，不要接受该卡。' },
  },
  CHIP_AUTH_MALFORMED: {
    remedy: 'Tap again; if it repeats, do not accept the card.',
    zh: { meaning: '芯片认证数据对象缺失、格式错误或不在曲线上。', remedy: '重新刷卡；若再次出现，不要接受该卡。' },
  },
  DATE_BAD: {
    remedy: 'Enter the date as YYYY-MM-DD.',
    zh: { meaning: '不是规定格式的日期。', remedy: '请按 YYYY-MM-DD 输入日期。' },
  },
  IDENTIFIER_BAD: {
    remedy: 'Compare with the paper; a character was mistyped.',
    zh: { meaning: '号码格式错误或校验位不符。', remedy: '与纸质材料核对；有字符输错。' },
  },
  PURPOSE_UNKNOWN: {
    remedy: 'Refresh the trust bundle, or name one of the purposes that it lists.',
    zh: { meaning: '信任包中没有该用途。', remedy: '更新信任包，或选用其中列出的用途。' },
  },
} as const satisfies Partial<Record<Code, Explanation>>;
