/** Residence registration at the counter, in Chinese. */
export const staysZh = {
  title: '居住登记',
  back: '返回居住登记',
  link: '居住登记',
  months: '已核实的连续居住：{{months}}个月。',
  none: '此人没有居住登记。',
  late: '逾期申报',
  'no-paper': '没有证明材料，不能核实',
  waits: '待他人核实',
  since: '{{day}}起',
  'from-through': '{{from}}至{{through}}',
  address: { label: '居住地址', missing: '请输入居住地址', wrong: '地址不能超过200字' },
  from: { label: '入住日期', missing: '请输入入住日期', wrong: '请按年-月-日填写，例如2026-03-15' },
  through: { label: '最后居住日', missing: '请输入最后居住日', wrong: '请按年-月-日填写，例如2026-03-15' },
  'day-hint': '按年-月-日填写，例如2026-03-15',
  'through-hint': '已经搬走的才填写，例如2026-03-15',
  source: { label: '由谁申报', missing: '请选择由谁申报', wrong: '请选择由谁申报' },
  paper: '证明材料的种类',
  'paper-kept': '证明材料已收下，不必重新选择。',
  file: {
    label: '证明材料',
    hint: 'PDF、JPEG或PNG，不超过10 MB。没有材料的登记不能核实，也不计入居住年限。',
    missing: '请选择文件',
    wrong: '此文件不能使用',
  },
  declare: {
    title: '登记居住地址',
    earlier: '登记以前的居住地址',
    words:
      '居住3日以上的，应在到达后3个工作日内登记；逾期的照样登记，半年居住期限自登记之日起算。登记后由另一名工作人员核实。',
    button: '登记此地址',
  },
  change: {
    title: '变更居住地址',
    words:
      '搬家后应在10日内申报。现登记在搬家前一天结束，新地址从搬入当天起登记，两者同时办理，不会中断。新地址由另一名工作人员核实后才计入居住年限。',
    button: '变更居住地址',
  },
  end: {
    link: '结束此登记',
    title: '结束居住登记',
    words: '此人已离开此地址。结束后不能恢复；此后如无新的登记，连续居住即告中断。搬到本市其他地址的，请改用变更。',
    button: '结束居住登记',
  },
  done: {
    declared: '已按期登记，等待另一名工作人员核实。',
    'declared-late': '已登记，但超过了规定的申报期限。等待另一名工作人员核实。',
    changed: '地址已变更，在10日之内申报。新地址等待另一名工作人员核实。',
    'changed-late': '地址已变更，但申报超过了10日。新地址等待另一名工作人员核实。',
    ended: '居住登记已结束。',
  },
} as const;
