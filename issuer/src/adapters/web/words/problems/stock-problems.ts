import type { ProblemWords } from './problem-words.ts';

/** What is refused about the stock of cards and about imports. */
export const stockProblems = {
  'serial-unknown': { zh: '库存中没有这个芯片。', en: 'The stock has no such chip.' },
  'serial-elsewhere': { zh: '账面显示该芯片在别处。', en: 'By the ledger this chip stands elsewhere.' },
  'serial-of-card': {
    zh: '该芯片随卡流转，不能单独移动。',
    en: 'A card is made of this chip; it moves with its card.',
  },
  'move-not-allowed': { zh: '不能这样移动库存。', en: 'Stock does not move that way.' },
  'day-closed': { zh: '当日已经结账。', en: 'The day is closed already.' },
  'day-in-future': { zh: '日期尚未到来，不能结账。', en: 'The day has not come yet.' },
  'ledger-broken': {
    zh: '账目与上次结账不符，请停止操作并报告主管。',
    en: 'The ledger no longer agrees with the last closed day. Stop and tell your supervisor.',
  },
  'batch-key-missing': { zh: '没有该批空白卡的供应商密钥。', en: 'The supplier’s key of this delivery is missing.' },
  'removal-open': { zh: '已有人申请核销。', en: 'Somebody asked to write it off already.' },
  'removal-confirmed': { zh: '核销已经确认。', en: 'The removal was confirmed already.' },
  'removal-unknown': { zh: '没有这份核销申请。', en: 'There is no such removal.' },
  'second-signature-missing': { zh: '须由第二人签字。', en: 'A second signature is missing.' },
  'same-signature': { zh: '两个签字不能是同一人。', en: 'Both signatures are the same person’s.' },
  'file-known': {
    zh: '该文件已经导入过，请继续原来的导入。',
    en: 'This very file was taken in before. Resume that run.',
  },
  'file-too-large': { zh: '文件过大。', en: 'The file is too large.' },
  'not-utf-8': { zh: '文件不是UTF-8编码。', en: 'The file is not UTF-8.' },
  'csv-malformed': { zh: '文件不是规范的CSV。', en: 'The file is not well-formed CSV.' },
  'no-rows': { zh: '文件没有数据行。', en: 'The file has no rows.' },
  'too-many-rows': { zh: '文件行数过多。', en: 'The file has too many rows.' },
  'columns-differ': { zh: '文件的列与规定不符。', en: 'The columns of the file are not those that are wanted.' },
} as const satisfies ProblemWords;
