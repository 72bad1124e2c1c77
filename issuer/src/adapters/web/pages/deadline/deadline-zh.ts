/** The clock of a case, in Chinese. */
export const deadlineZh = {
  title: '延长办理期限',
  words: '此案应于{{day}}前办结，延长后最迟到{{last}}。',
  ground: { label: '延长的理由', missing: '请选择延长的理由', wrong: '公布的规则没有这一理由' },
  days: { label: '自受理起共多少天', missing: '请输入天数', wrong: '请输入整数天数，不超过规定的上限' },
  'days-hint': '最少{{least}}天，最多{{most}}天，从受理的次日算起',
  once: '办理期限只能延长一次，而且须在期满之前。',
  button: '延长办理期限',
  link: '延长办理期限',
  extended: '已延长：{{ground}}',
} as const;
