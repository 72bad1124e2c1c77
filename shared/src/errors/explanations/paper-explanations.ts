import type { Code } from '../codes.ts';
import type { Explanation } from '../explanation.ts';

/** What a person is told about evidence, persons and their files. */
export const PAPER_EXPLANATIONS = {
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
  FACE_TEXT_TOO_LONG: {
    remedy:
      'Set the card aside and agree on a shorter form with the holder, by a correction of the record; shorten name or address of the office.',
    zh: {
      meaning: '卡面上的一项文字即使用可辨认的最小字号也放不下，因此没有打印。',
      remedy: '将卡片搁置，与持证人商定较短的写法并更正登记；机关名称或地址过长的，予以缩短。',
    },
  },
} as const satisfies Partial<Record<Code, Explanation>>;
