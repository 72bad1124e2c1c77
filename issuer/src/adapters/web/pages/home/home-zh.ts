/** The first pages, in Chinese. */
export const homeZh = {
  title: '我的工作',
  nothing: '您的角色在此没有待办工作。',
} as const;
