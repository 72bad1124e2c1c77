/** Signing in and out, in Chinese. */
export const sessionZh = {
  'sign-in': {
    title: '登录',
    interrupted: '登录已失效。请重新登录，您刚才填写的内容会保留。',
    login: { label: '登录名', missing: '请输入登录名', wrong: '登录名只能包含小写字母、数字、点和连字符' },
    password: { label: '密码', missing: '请输入密码', wrong: '密码过长或过短' },
    button: '登录',
    'set-up': '首次登录：用启用码设置密码',
  },
  'set-up': {
    title: '设置密码',
    code: {
      label: '启用码',
      hint: '由账户管理员交给您的一次性代码',
      missing: '请输入启用码',
      wrong: '启用码应为20至32个字符',
    },
    password: {
      label: '新密码',
      hint: '至少12个字符；可以使用几个互不相关的词',
      missing: '请设置密码',
      wrong: '密码至少12个字符',
    },
    button: '设置密码并登录',
  },
  unlock: {
    title: '工作台已锁定',
    words: '输入密码即可继续，已打开的工作不会丢失。',
    'pin-words': '输入解锁口令即可继续，已打开的工作不会丢失。',
    pin: { label: '六位解锁口令', missing: '请输入解锁口令', wrong: '解锁口令为六位数字' },
    'pin-button': '用口令解锁',
    'by-password': '或者输入密码',
    button: '解锁',
    other: '以其他人员身份登录',
  },
  prove: {
    title: '确认是您本人在操作',
    words: '此项操作须再次验证身份。',
    classes: {
      decide: '验证后五分钟内可作出审批决定。',
      sign: '验证后五分钟内可签发、激活和签注。',
      revoke: '验证后五分钟内可撤销和终止。',
      manage: '验证后五分钟内可管理账户。',
    },
    code: {
      label: '动态验证码',
      hint: '动态口令应用上显示的六位数字',
      missing: '请输入验证码',
      wrong: '验证码为六位数字',
    },
    button: '验证并继续',
    'or-passkey': '或者使用通行密钥',
    passkey: '用通行密钥验证',
    'passkey-failed': '通行密钥未通过验证。请重试，或使用上面的方式。',
  },
  stay: { title: '登录已延长' },
} as const;
