import type { Code } from './codes.ts';

/** What a person is told about a code besides its English meaning: what to do, and both in Chinese. */
export type Explanation = {
  readonly remedy: string;
  readonly zh: { readonly meaning: string; readonly remedy: string };
};

export const EXPLANATIONS = {
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
  AGENT_ABSENT: {
    remedy: 'Start the counter agent on the PC of that counter, and see that the PC reaches the service.',
    zh: {
      meaning: '本服务没有与该名称的窗口代理建立连接。',
      remedy: '在该窗口的电脑上启动窗口代理，并检查其能否连到本服务。',
    },
  },
  AGENT_LINE_LOST: {
    remedy:
      'Repeat the step once the agent is back: it goes on from what the card holds. A card in doubt is quarantined.',
    zh: {
      meaning: '与窗口代理的连接中断且未及时恢复，无法得知卡片最后执行了什么。',
      remedy: '代理恢复连接后重做该步骤，会从卡片现有内容继续；存疑的卡片予以隔离。',
    },
  },
  AGENT_TIMED_OUT: {
    remedy: 'Look at the reader of that counter, then repeat the step.',
    zh: { meaning: '窗口代理未在规定时间内应答一组命令。', remedy: '检查该窗口的读卡器，然后重做该步骤。' },
  },
  AGENT_REFUSED: {
    remedy: 'Give the counter a new certificate from the agents authority of this office.',
    zh: {
      meaning: '服务与窗口代理互不认可：证书来源不符、已过期或已吊销。',
      remedy: '由本机关的代理证书机构为该窗口签发新证书。',
    },
  },
  AGENT_FRAME_BAD: {
    remedy: 'Install the same version of the agent as that of the service.',
    zh: { meaning: '服务与窗口代理之间的消息格式错误、过大或次序不符。', remedy: '安装与服务版本一致的窗口代理。' },
  },
  READER_ABSENT: {
    remedy: 'Plug in a reader, or name one that is there; libpcsclite-dev must be installed before npm ci.',
    zh: {
      meaning: '没有该名称的读卡器，或本机没有 PC/SC 绑定。',
      remedy: '接入读卡器，或改用已接入的读卡器名称；npm ci 前须安装 libpcsclite-dev。',
    },
  },
  READER_SERVICE_DOWN: {
    remedy: 'Start the PC/SC service (pcscd), then tap again; this program finds it by itself.',
    zh: {
      meaning: 'PC/SC 服务未运行，或中途停止。',
      remedy: '启动 PC/SC 服务（pcscd）后重新刷卡；本程序会自动重新连接。',
    },
  },
  READER_REMOVED: {
    remedy: 'Plug the reader in again and repeat the tap.',
    zh: { meaning: '操作完成前读卡器被拔出。', remedy: '重新接入读卡器后再刷卡。' },
  },
  READER_BUSY: {
    remedy: 'Close the other program that uses this reader, or take the card off and put it back.',
    zh: { meaning: '另一个程序正占用此读卡器上的卡片。', remedy: '关闭占用该读卡器的程序，或取下卡片后重新放上。' },
  },
  READER_FAILED: {
    remedy: 'Unplug the reader and plug it in again; restart the PC/SC service if it repeats.',
    zh: { meaning: '读卡器或 PC/SC 服务报告故障。', remedy: '重新插拔读卡器；若再次出现，重启 PC/SC 服务。' },
  },
  CARD_ABSENT: {
    remedy: 'Put the card on the reader.',
    zh: { meaning: '读卡器上没有卡片。', remedy: '请将卡片放到读卡器上。' },
  },
  CARD_MUTE: {
    remedy: 'Turn the card over, lay it flat and take other cards away; if it stays silent, its chip is broken.',
    zh: {
      meaning: '读卡器上有卡片，但上电后无应答。',
      remedy: '翻转并平放卡片，移开其他卡片；若仍无应答，说明芯片已损坏。',
    },
  },
  CARD_PROTOCOL: {
    remedy: 'Put the residence permit on the contactless side of the reader; a card of another kind is there.',
    zh: {
      meaning: '卡片不支持非接触式居住证所用的 T=1 传输协议。',
      remedy: '这是其他类型的卡片；请将居住证放到读卡器的非接触区。',
    },
  },
  CARD_TIMED_OUT: {
    remedy: 'Take the card off and tap again, lying flat; if it repeats, the card or the reader is broken.',
    zh: {
      meaning: '卡片未在允许的时间内应答。',
      remedy: '取下卡片，平放后重新刷卡；若再次出现，说明卡片或读卡器已损坏。',
    },
  },
  CARD_ANSWER_BAD: {
    remedy: 'Tap again; if it repeats with several cards, replace the reader or its driver.',
    zh: {
      meaning: '读卡器交回的应答过短或过长。',
      remedy: '重新刷卡；若多张卡片都如此，请更换读卡器或其驱动程序。',
    },
  },
  CARD_RESET: {
    remedy: 'Tap again with the card lying flat on the middle of the reader, away from metal.',
    zh: {
      meaning: '操作途中卡片丢失了会话：供电中断或被复位。',
      remedy: '将卡片平放在读卡器中央，远离金属，重新刷卡。',
    },
  },
  EXTENDED_LENGTH_REFUSED: {
    remedy: 'Tap again: the next tap on this reader uses short commands; if it repeats, replace the reader.',
    zh: {
      meaning: '读卡器或卡片拒绝长指令或长应答，且无法改用短指令完成。',
      remedy: '重新刷卡：下一次在此读卡器上将使用短指令；若再次出现，请更换读卡器。',
    },
  },
  CARD_REMOVED: {
    remedy: 'Tap again and leave the card on the reader until the result shows.',
    zh: { meaning: '操作完成前卡片离开了读卡器。', remedy: '请重新刷卡，并在结果显示前保持不动。' },
  },
  CARD_STATUS: {
    remedy: 'Tap again; if it repeats, send the holder to the permit office.',
    zh: {
      meaning: '卡片拒绝了本应接受的指令，状态字说明原因。',
      remedy: '重新刷卡；若再次出现，请持卡人到办证机关处理。',
    },
  },
  CARD_NOT_PERMIT: {
    remedy: 'Ask for the residence permit; this is another card.',
    zh: { meaning: '这不是本规范的居住证卡。', remedy: '请出示居住证；这是其他卡片。' },
  },
  CARD_BUFFER_TOO_SMALL: {
    remedy: "Report the card's type to its maker; it does not fit the profile.",
    zh: { meaning: '卡片公布的缓冲区容纳不下该指令。', remedy: '将卡片型号报告给制卡方；它不符合规范。' },
  },
  PASSWORD_WRONG: {
    remedy: 'Compare the digits with the face of the card or the letter and enter them again.',
    zh: { meaning: '输入的卡面访问号码、密码或解锁码与卡片不符。', remedy: '核对卡面或密码信上的数字后重新输入。' },
  },
  PASSWORD_SUSPENDED: {
    remedy: 'Enter the card access number first, then the PIN, in one session.',
    zh: {
      meaning: '密码只剩一次机会，须先输入卡面访问号码。',
      remedy: '请在同一次操作中先输入卡面访问号码，再输入密码。',
    },
  },
  PASSWORD_BLOCKED: {
    remedy: 'Unblock with the ten-digit code, or go to the permit office.',
    zh: { meaning: '密码已锁定，需要解锁码。', remedy: '使用十位解锁码解锁，或到办证机关处理。' },
  },
  PUK_SPENT: {
    remedy: 'While the PIN still has tries, use the card as before; else ask the permit office for a replacement card.',
    zh: {
      meaning: '解锁码的十次使用机会已用完。',
      remedy: '若密码仍有机会，可照常使用；否则请到办证机关换领新卡。',
    },
  },
  PIN_NOT_SET: {
    remedy: 'The collector sets the first PIN at the permit office, when the card is handed over.',
    zh: { meaning: '该卡尚未设置密码：还没有交付。', remedy: '首个密码由领卡人在办证机关领卡时设置。' },
  },
  CARD_BLANK: {
    remedy: 'Return it to the permit office; a blank card opens nothing and may have gone astray.',
    zh: { meaning: '芯片为空白：尚未写入居住证。', remedy: '请交还办证机关；空白卡不能使用，可能属于遗失的库存。' },
  },
  CARD_TERMINATED: {
    remedy: 'Use the card that replaced it, or ask the permit office.',
    zh: { meaning: '该卡已永久停用，芯片不再提供任何内容。', remedy: '请使用换发的新卡，或询问办证机关。' },
  },
  PACE_FAILED: {
    remedy: 'Tap again; if it repeats, the card or reader is faulty or not genuine.',
    zh: { meaning: '未能建立安全通道。', remedy: '重新刷卡；若再次出现，卡片或读卡器有故障或不真实。' },
  },
  CHIP_AUTH_FAILED: {
    remedy: 'Tap again; if it repeats, verify without the interoperability mode, or treat the chip as not proved.',
    zh: {
      meaning: '卡片拒绝芯片认证，或不提供此模式所需的形式。',
      remedy: '重新刷卡；若再次出现，请不使用互操作模式核验，或视芯片为未经证明。',
    },
  },
  SM_BAD_RESPONSE: {
    remedy: 'Tap again; if it repeats, something between reader and card alters the data.',
    zh: {
      meaning: '受保护的响应格式错误或校验值不符。',
      remedy: '重新刷卡；若再次出现，说明读卡器与卡片之间的数据被改动。',
    },
  },
  SM_PLAIN_RESPONSE: {
    remedy: 'Tap again; if it repeats, do not accept the card.',
    zh: { meaning: '卡片在安全通道内以明文应答。', remedy: '重新刷卡；若再次出现，不要接受该卡。' },
  },
  SM_CLOSED: { remedy: 'Start a new tap.', zh: { meaning: '安全通道已关闭。', remedy: '请重新开始刷卡。' } },
  SCP_FAILED: {
    remedy: 'Stop, set the card aside and check the key set of this stock.',
    zh: { meaning: '个人化通道未能建立或中断。', remedy: '停止操作，将卡片隔离并核对该批次的密钥。' },
  },
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
  SIGNER_FAILED: {
    remedy: 'Stop signing and check the key and its token.',
    zh: { meaning: '签名器故障，或其输出未通过自检。', remedy: '停止签发，检查密钥及其介质。' },
  },
  KEY_BAD: {
    remedy: 'Check the path and the kind of the key file.',
    zh: { meaning: '密钥文件缺失、格式错误或用途不符。', remedy: '检查密钥文件的路径和类型。' },
  },
  KEY_EXPOSED: {
    remedy: 'Set the mode of the file to 0600 and find out who may have read it; replace the key if in doubt.',
    zh: {
      meaning: '密钥文件可被所有者以外的人读取。',
      remedy: '将文件权限改为 0600，查明谁可能读过；有疑问时更换密钥。',
    },
  },
  TOKEN_MODULE_ABSENT: {
    remedy: 'Install the module of the token and the package pkcs11js, and name the module by its whole path.',
    zh: { meaning: '本机没有 PKCS#11 模块或其绑定。', remedy: '安装令牌的模块和 pkcs11js 包，并写明模块的完整路径。' },
  },
  TOKEN_ABSENT: {
    remedy: 'Put the token in, and compare its label with the key location.',
    zh: { meaning: 'PKCS#11 模块的插槽中没有此名称的令牌。', remedy: '插入令牌，并核对其标签与密钥位置。' },
  },
  TOKEN_PIN_WRONG: {
    remedy: 'Check the PIN with the own program of the token, then start the command again; each wrong try counts.',
    zh: {
      meaning: '令牌拒绝了 PIN，或只剩一次机会；未再尝试。',
      remedy: '先用令牌自带程序核对 PIN，再重新执行命令；每次错误都会计数。',
    },
  },
  TOKEN_PIN_LOCKED: {
    remedy: 'Have the security officer of the token unlock or replace the PIN.',
    zh: { meaning: '令牌的 PIN 已锁定或过期。', remedy: '请令牌的安全管理员解锁或更换 PIN。' },
  },
  TOKEN_MECHANISM_MISSING: {
    remedy: 'Use a token with Ed25519 (PKCS#11 3.0) or ECDSA on P-256, as the key demands.',
    zh: {
      meaning: '令牌不支持此类密钥的生成或使用。',
      remedy: '按密钥要求改用支持 Ed25519（PKCS#11 3.0）或 P-256 ECDSA 的令牌。',
    },
  },
  TOKEN_OBJECT_ABSENT: {
    remedy: 'Compare label and id with what `permit-issuer key list` shows.',
    zh: { meaning: '令牌上没有此密钥或数据对象。', remedy: '将标签和编号与 `permit-issuer key list` 所列核对。' },
  },
  SIGNER_UNAVAILABLE: {
    remedy: 'Look at the token and its cable or network; signing goes on by itself soon after it answers again.',
    zh: { meaning: '保存密钥的令牌没有响应。', remedy: '检查令牌及其连接；恢复响应后签名会自动继续。' },
  },
  SIGNER_CAP_REACHED: {
    remedy: 'Add the next signer of this office or department; the cap of a key is never raised quietly.',
    zh: { meaning: '该密钥已用完允许的签名次数。', remedy: '为该机关或部门增设下一个签名密钥；不得悄悄提高上限。' },
  },
  KEY_DEFAULT: {
    remedy: 'Send the delivery back; do not personalise any chip of it.',
    zh: {
      meaning: '供应商的密钥是手册中公开的密钥，任何人都能使用。',
      remedy: '退回这批货，不要对其中任何芯片做个人化。',
    },
  },
  CHIP_NOT_TAKEN_IN: {
    remedy: 'Take the chip in first: `permit-issuer intake`.',
    zh: { meaning: '芯片仍使用供应商的密钥，尚未入库。', remedy: '先执行入库：`permit-issuer intake`。' },
  },
  PASSPHRASE_WRONG: {
    remedy: 'Enter the passphrase of this very file; nobody can replace a forgotten one.',
    zh: { meaning: '口令不能打开该密钥或份额。', remedy: '输入该文件自己的口令；遗忘的口令无法补办。' },
  },
  OFFLINE_KEYS_ABSENT: {
    remedy: 'Bring the custodians together and run `permit-issuer ceremony recover`.',
    zh: {
      meaning: '此步骤需要离线密钥，而离线密钥由保管人分存。',
      remedy: '召集保管人，执行 `permit-issuer ceremony recover`。',
    },
  },
  ROOT_SIGNERS_TOO_FEW: {
    remedy: 'Bring as many old and new root keys as each threshold asks for.',
    zh: { meaning: '根文件须由原根密钥和新根密钥各自达到门限的签名。', remedy: '按两方门限备齐原根密钥和新根密钥。' },
  },
  SHARES_TOO_FEW: {
    remedy: 'Bring the shares of more custodians; fewer than the threshold say nothing about the key.',
    zh: { meaning: '到场的密钥份额少于门限。', remedy: '请更多保管人到场；少于门限的份额不能恢复密钥。' },
  },
  SHARE_REPEATED: {
    remedy: 'Hand in each share once; a copy does not count as another share.',
    zh: { meaning: '同一份额提交了两次。', remedy: '每份只提交一次；副本不算另一份。' },
  },
  SHARE_FOREIGN: {
    remedy: 'Compare the ceremony number on the share with the transcript; use the shares of this ceremony.',
    zh: { meaning: '份额属于另一次仪式或另一把密钥。', remedy: '对照记录中的仪式编号，使用本次仪式的份额。' },
  },
  SHARE_DAMAGED: {
    remedy: 'Use the share of another custodian, and renew the shares in a new ceremony.',
    zh: { meaning: '份额已损坏，或恢复出的密钥与预期不符。', remedy: '改用其他保管人的份额，并另行举行仪式更新份额。' },
  },
  TRANSCRIPT_BAD: {
    remedy: 'Compare with the signed paper copy; do not rely on this file or on the files beside it.',
    zh: {
      meaning: '仪式记录被改动，或与所对照的文件不符。',
      remedy: '与签名的纸质记录核对；不要依赖此文件或其旁的文件。',
    },
  },
  CERTIFICATE_BAD: {
    remedy: 'Check the dates and the issuer of the certificate.',
    zh: { meaning: '证书格式错误、过期或签发者不符。', remedy: '检查证书的日期和签发者。' },
  },
  STORE_FAILED: {
    remedy: 'Check space and rights of the folder, then repeat the command.',
    zh: { meaning: '文件未能完整读取或写入。', remedy: '检查文件夹的空间和权限，然后重试。' },
  },
  STORE_CONFLICT: {
    remedy: 'Look at the register with `permit-issuer show` before repeating the step.',
    zh: { meaning: '登记中已有其他内容，或该步骤已完成。', remedy: '先用 `permit-issuer show` 查看登记再重试。' },
  },
  DATABASE_START_FAILED: {
    remedy:
      'The words beside the code say why; put the folder where the user `postgres` can reach it, or name a server.',
    zh: {
      meaning: '内置数据库无法创建、启动或停止。',
      remedy: '原因见代码旁的说明；请将目录放在 postgres 用户可以访问的位置，或指定数据库服务器。',
    },
  },
  DATABASE_UNAVAILABLE: {
    remedy: 'Check that the server runs and that address and password are right; then repeat.',
    zh: { meaning: '数据库没有应答，或拒绝登录。', remedy: '检查数据库是否运行、地址和密码是否正确，然后重试。' },
  },
  AUDIT_BROKEN: {
    remedy: 'Run `permit-issuer audit verify`, which says where; keep database, backups and witness as they are.',
    zh: {
      meaning: '某办证机关的审计链不完整，因此未签署检查点。',
      remedy: '运行 `permit-issuer audit verify` 查明位置；保留数据库、备份和见证文件原状。',
    },
  },
  DATABASE_CONTENDED: {
    remedy: 'Repeat the act; if it goes on, fewer people should work on the same case at once.',
    zh: {
      meaning: '其他人反复同时修改同一记录，未写入任何内容。',
      remedy: '请重试；若持续出现，请减少同时办理同一事项的人数。',
    },
  },
  MIGRATION_FAILED: {
    remedy: 'Restore the backup made before, or mend the cause and mark the step as rolled back; then migrate again.',
    zh: {
      meaning: '数据库结构变更失败，或之前失败的变更尚未处理。',
      remedy: '恢复变更前的备份，或排除原因并将该步骤标记为已回退，然后重新执行变更。',
    },
  },
  SCHEMA_UNFIT: {
    remedy: 'Run `permit-issuer database migrate` of this version; do not run an older version on a newer database.',
    zh: {
      meaning: '数据库结构与本软件所需的不符。',
      remedy: '请运行本版本的 `permit-issuer database migrate`；不要在较新的数据库上运行较旧的版本。',
    },
  },
  BACKUP_BAD: {
    remedy: 'Use another backup; nothing of this one was restored.',
    zh: { meaning: '备份已损坏、不完整，或不是本软件所做。', remedy: '请使用其他备份；此备份未恢复任何内容。' },
  },
  READ_BACK_FAILED: {
    remedy: 'Quarantine the card, revoke its status index and personalise another.',
    zh: { meaning: '个人化后的卡片读回不符，不得发出。', remedy: '隔离该卡，撤销其状态编号，另制一张。' },
  },
  IMAGE_BAD: {
    remedy: 'Use a copy of the image; the file is damaged or of another version.',
    zh: { meaning: '卡片镜像已损坏或版本不符。', remedy: '使用镜像的副本；该文件已损坏或版本不符。' },
  },
  SETTING_BAD: {
    remedy: 'Correct the setting or argument that the message names.',
    zh: { meaning: '设置或参数不可用。', remedy: '改正提示中指出的设置或参数。' },
  },
  UNEXPECTED: {
    remedy: 'Report it with the steps that led to it; take it for a no.',
    zh: { meaning: '未归类的故障，绝不视为“是”。', remedy: '连同操作步骤上报；按未通过处理。' },
  },
  EVIDENCE_BAD: {
    remedy: 'Take another copy of the file; do not rely on this one.',
    zh: { meaning: '核验留存文件已损坏、被改动，或版本不受支持。', remedy: '换用另一份副本；不要依据此文件。' },
  },
  REPLAY_DIFFERS: {
    remedy: 'Do not rely on either result: use the software version named in the evidence, or ask who keeps it.',
    zh: {
      meaning: '对留存的核验重新判定，所得结果与当时记录的结果不同。',
      remedy: '两个结果都不要采信：改用留存文件中注明的软件版本，或询问留存人。',
    },
  },
  EVIDENCE_TRUST_MISSING: {
    remedy: 'Give the trust folder of that time with --trust.',
    zh: { meaning: '留存文件只注明了当时的信任文件，未包含其内容。', remedy: '用 --trust 指定当时的信任目录。' },
  },
  PERSON_ERASED: {
    remedy: 'Nothing can be done: an erasure is final.',
    zh: { meaning: '此人的密钥已销毁，以其加密的内容已不复存在。', remedy: '无法恢复：删除是最终的。' },
  },
  SEAL_BROKEN: {
    remedy: 'Stop, keep database and logs, and restore the row from a backup; somebody or something changed it.',
    zh: {
      meaning: '加密的内容被改动或截断，不属于该位置，或使用了其他密钥。',
      remedy: '停止操作，保留数据库和日志，从备份恢复该行；内容被改动过。',
    },
  },
  ERASURE_LEDGER_BAD: {
    remedy: 'Do not restore from it; take the copy that is kept apart, or the index key that belongs to it.',
    zh: {
      meaning: '删除登记簿中有一行被改动，或以其他密钥写成。',
      remedy: '不要据此恢复；换用另行保存的副本，或与之对应的索引密钥。',
    },
  },
  EVIDENCE_TYPE_REFUSED: {
    remedy: 'Scan the paper again as PDF, JPEG or PNG.',
    zh: { meaning: '按内容判断，文件不是 PDF、JPEG 或 PNG，或不完整。', remedy: '请重新扫描为 PDF、JPEG 或 PNG。' },
  },
  EVIDENCE_TOO_LARGE: {
    remedy: 'Scan the paper at 200 to 300 dots an inch, or hand it in as several files.',
    zh: { meaning: '文件超过该类型允许的大小。', remedy: '请以每英寸 200 至 300 点扫描，或分成几个文件提交。' },
  },
  EVIDENCE_BOMB: {
    remedy: 'Scan the paper again; this file cannot be opened safely.',
    zh: { meaning: '文件展开后远大于其表面大小。', remedy: '请重新扫描；该文件无法安全打开。' },
  },
  EVIDENCE_POLYGLOT: {
    remedy: 'Scan the paper again, or save the file anew with another program.',
    zh: {
      meaning: '文件中含有不止一个文档：开头之前或结尾之后有多余内容，或内嵌其他文件。',
      remedy: '请重新扫描，或用其他程序重新保存。',
    },
  },
  EVIDENCE_ACTIVE: {
    remedy: 'Print the document to a new PDF without password, scripts and attachments, or scan it.',
    zh: {
      meaning: 'PDF 含有脚本、动作、附件或可运行的表单，或已加密。',
      remedy: '请另存为不含密码、脚本和附件的 PDF，或扫描纸质件。',
    },
  },
  EVIDENCE_MISSING: {
    remedy: 'Restore the evidence folder from its backup, or ask the holder for the paper again.',
    zh: { meaning: '存储中没有此地址的文件。', remedy: '从备份恢复证明材料目录，或请申请人重新提交。' },
  },
  EVIDENCE_DAMAGED: {
    remedy: 'Restore the file from its backup; do not decide on this copy.',
    zh: {
      meaning: '存储的文件被改动、截断，或被放到其他文件的地址。',
      remedy: '从备份恢复该文件；不要依据此副本作决定。',
    },
  },
  PORTRAIT_REFUSED: {
    remedy: 'Take another picture: face to the camera, even light, plain background.',
    zh: { meaning: '该图片不能用作证件照，具体原因另列。', remedy: '请重新拍照：正对镜头，光线均匀，背景单一。' },
  },
  GLYPH_MISSING: {
    remedy: 'Name a font that has the character, such as one with CJK Extension B, in the settings.',
    zh: {
      meaning: '字体缺少文件中的某个字符，因此没有打印。',
      remedy: '请在设置中指定含有该字符的字体，例如支持扩展 B 区的字体。',
    },
  },
} as const satisfies Record<Code, Explanation>;
