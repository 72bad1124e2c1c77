import type { Code } from '../codes.ts';
import type { Explanation } from '../explanation.ts';

/** What a person is told about counter agents, readers, cards and the channel to them. */
export const READER_EXPLANATIONS = {
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
} as const satisfies Partial<Record<Code, Explanation>>;
