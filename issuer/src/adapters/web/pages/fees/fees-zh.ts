/** Fees, in Chinese. */
export const feesZh = {
  title: '费用',
  words: '收费标准以公布的规则为准。首次申领和签注不收费；因机关差错的，不收费。',
  none: '受理之后才确定费用。',
  owed: '应缴金额',
  rule: '收费依据',
  standing: '状态',
  standings: { free: '不收费', due: '待缴', paid: '已缴', waived: '已免' },
  receipt: '收据编号',
  print: '打印收据（PDF）',
  'own-error': '机关差错',
  link: '办理费用',
  amount: {
    label: '收到的金额（元）',
    hint: '只收应缴的金额，例如15.00',
    missing: '请输入收到的金额',
    wrong: '请输入金额，例如15.00',
  },
  take: { title: '收取费用', button: '确认已收款，开具收据' },
  reason: {
    label: '免收理由',
    hint: '不要写个人信息',
    missing: '请写明免收理由',
    wrong: '理由不能超过500字',
  },
  waive: {
    title: '免收费用',
    words: '因机关自身差错产生的费用应当免收。免收后不能恢复；收过此费的人不能免收。',
    button: '免收此项费用',
  },
} as const;
