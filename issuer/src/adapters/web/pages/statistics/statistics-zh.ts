import type { AgeBand } from '../../../../domain/reports/index.ts';

/** Counts of cases, in Chinese. */
export const statisticsZh = {
  title: '统计',
  words: '办理期限在前。人数很少的格不显示数字，以免推知个人；相应的图也不画出。',
  suppressed: '少量，不显示',
  'as-of': '截至{{day}}，计时中的案件共{{total}}件',
  age: '受理后天数',
  cases: '件数',
  month: '月份',
  kept: '按期',
  'late-count': '逾期',
  kind: '事项',
  outcome: '结果',
  outcomes: '各类案件的结果',
  'no-outcomes': '这段时间没有办结的案件。',
  'kept-title': '按期和逾期',
  open: { title: '计时中的案件', words: '按受理后天数分组的未办结案件数，数字见旁边的表格。' },
  late: { title: '每月逾期案件', words: '每月逾期办结的案件数，数字见旁边的表格。' },
  bands: {
    '0-5': '0至5天',
    '6-10': '6至10天',
    '11-15': '11至15天',
    '16-30': '16至30天',
    'over-30': '超过30天',
  } satisfies Record<AgeBand, string>,
} as const;
