/** Uses that chips counted, in Chinese. */
export const usesZh = {
  settle: {
    title: '结算使用次数',
    words: '粘贴本单位终端保存的使用凭据，每行一份。凭据由卡片签名；已结算过的凭据再次提交，不会重复计算。',
    receipts: {
      label: '使用凭据',
      hint: '每行一份',
      missing: '请粘贴至少一份使用凭据',
      wrong: '使用凭据的格式不正确，请按终端导出的原样粘贴',
    },
    button: '结算',
    results: '结算结果',
    line: '行',
    outcome: '结果',
    why: '说明',
  },
  kinds: { settled: '已结算', known: '以前已结算', refused: '未结算' },
  faults: {
    'receipt-malformed': '凭据的格式不正确',
    'chip-unknown': '本系统没有签发过这张卡片',
    'signature-bad': '卡片的签名不正确',
    'grant-unknown': '没有这项待遇',
    'terminal-not-yours': '不是本单位的终端',
    'another-receipt': '与另一份凭据冲突',
  },
  findings: { OVER_LIMIT: '超过待遇规定的次数', SEQUENCE_TWICE: '同一张卡片的同一序号出现两次' },
  double: {
    title: '不可能同时成立的使用记录',
    words: '下列使用次数已结算，但不可能全部属实，例如卡片被复制，或超过待遇次数。这里不显示任何人的姓名。',
    none: '没有这样的记录。',
    columns: {
      card: '卡号',
      sequence: '序号',
      grant: '待遇编号',
      used: '已用次数',
      terminal: '终端',
      day: '使用日期',
      finding: '问题',
      settled: '结算时间',
    },
    next: '请按卡号查找卡片，核实后由主管决定是否撤销。',
  },
} as const;
