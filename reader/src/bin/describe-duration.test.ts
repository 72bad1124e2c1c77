import { describe, expect, it } from 'vitest';
import { describeDuration } from './describe-duration.ts';

describe('a time span in words', () => {
  it.each([
    [0, '0 seconds', '0 秒'],
    [1, '1 second', '1 秒'],
    [119, '119 seconds', '119 秒'],
    [120, '2 minutes', '2 分钟'],
    [36 * 3_600, '36 hours', '36 小时'],
    [2 * 86_400, '2 days', '2 天'],
    [400 * 86_400 + 5, '400 days', '400 天'],
    [-7_200, '-2 hours', '-2 小时'],
  ])('%i seconds', (seconds, english, chinese) => {
    expect(describeDuration(seconds, 'en')).toBe(english);
    expect(describeDuration(seconds, 'zh')).toBe(chinese);
  });
});
