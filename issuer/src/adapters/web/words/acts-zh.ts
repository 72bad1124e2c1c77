/** Acts as they are told to people, in Chinese: the first part of an action's name is the group. */
export const actsZh = {
  application: {
    enter: '填写申请内容',
    search: '查找案件',
    read: '打开案件',
    supplement: '一次性告知缺少的材料',
    accept: '受理',
    withdraw: '撤回申请',
    extend: '延长办理期限',
    decide: '作出决定',
    'decide-batch': '成批作出决定',
  },
  batch: {
    read: '查看批次',
  },
  evidence: {
    add: '添加材料',
    read: '打开材料',
  },
  fee: {
    take: '收费',
    waive: '免除费用',
  },
  duplicate: {
    decide: '判断是否为同一人',
  },
  'service-class': {
    confirm: '确认服务类别',
  },
  person: {
    search: '查找人员',
    read: '打开个人档案',
    correct: '更正个人信息',
    merge: '合并档案',
    erase: '删除个人信息',
  },
  record: {
    seal: '密封或解封档案',
    'open-sealed': '打开密封档案',
  },
  registration: {
    enter: '登记居住信息',
    read: '查看居住登记',
    verify: '核实居住登记',
  },
  report: {
    file: '提交申报',
    track: '查询申报',
    read: '打开申报',
    decide: '处理申报',
  },
  card: {
    produce: '制证',
    'quality-check': '质检',
    quarantine: '搁置卡片',
    'hand-over': '交付卡片',
    activate: '激活卡片',
    endorse: '签注',
    'take-back': '收回卡片',
    hold: '挂失或解除挂失',
    revoke: '撤销卡片或终止居住证',
  },
  revoke: {
    batch: '成批撤销卡片',
  },
  stock: {
    move: '移动库存',
    close: '库存日结',
    spoil: '报废卡片',
  },
  grant: {
    enter: '录入待遇',
    read: '查看待遇',
    approve: '批准待遇',
    sign: '签发待遇',
    withdraw: '录入待遇的收回',
    'approve-withdrawal': '批准收回待遇',
  },
  enquiry: {
    ask: '依法查询',
    answer: '答复查询',
  },
  use: {
    settle: '结算使用次数',
  },
  terminal: {
    read: '查看终端',
    enrol: '登记终端',
    approve: '批准终端',
    revoke: '撤销终端',
  },
  appeal: {
    file: '提出异议',
    decide: '处理异议',
  },
  publication: {
    run: '发布',
  },
  policy: {
    publish: '发布规则、目录或用途',
  },
  import: {
    run: '导入登记册',
  },
  key: {
    ceremony: '管理密钥',
  },
  statistics: {
    read: '查看统计',
  },
  audit: {
    read: '查看审计日志',
    prove: '验证审计日志',
  },
  account: {
    manage: '管理账户',
  },
  agent: {
    manage: '管理柜台程序',
  },
  job: {
    manage: '管理后台任务',
  },
  own: {
    read: '本人查看',
    dispute: '本人答复申报',
    request: '本人提出请求',
  },
} as const;
