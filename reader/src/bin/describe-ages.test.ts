import { DEFAULT_KINDS, findKind } from '@residence-permit/shared/entitlements';
import { describe, expect, test } from 'vitest';
import type { AgeCheck } from '../verify/index.ts';
import { describeAges } from './describe-ages.ts';

const DAY = 86_400;
const health = findKind(DEFAULT_KINDS, 'health');
const check = (more: Partial<AgeCheck>): AgeCheck => ({
  file: 'bundle',
  question: 'card',
  ageSeconds: 3 * DAY,
  budgetSeconds: 7 * DAY,
  budgetOf: 'terminal',
  leftSeconds: 4 * DAY,
  outcome: 'fresh',
  ...more,
});
const linesOf = (checks: readonly AgeCheck[], language: 'zh' | 'en') =>
  describeAges({ bundleSeconds: 0, checks }, health, language);

describe('ages in words', () => {
  test('say how old, how old it may be and who says so, in both languages', () => {
    expect(linesOf([check({})], 'en')).toEqual([['Age of the trust bundle', '3 days (this terminal allows 7 days)']]);
    expect(linesOf([check({})], 'zh')).toEqual([['信任包年龄', '3 天（本终端允许 7 天）']]);
  });

  test('name the kind where its budget is the stricter one, and say what is too old', () => {
    const strict = check({
      file: 'status',
      question: { kind: 'health' },
      budgetOf: 'kind',
      budgetSeconds: 2 * DAY,
      outcome: 'over-budget',
    });
    expect(linesOf([strict], 'en')).toEqual([
      ['Age of the status list, Basic public health services', '3 days (this entitlement allows 2 days: TOO OLD)'],
    ]);
    expect(linesOf([strict], 'zh')).toEqual([['状态列表年龄：基本公共卫生服务', '3 天（该待遇允许 2 天，已超出）']]);
  });

  test('say nothing twice where the kind allows no less than the terminal', () => {
    expect(linesOf([check({ question: { kind: 'health' } })], 'en')).toEqual([]);
  });

  test('say that a file has expired', () => {
    expect(linesOf([check({ outcome: 'expired' })], 'en')[0]?.[1]).toContain('it has EXPIRED');
    expect(linesOf([check({ outcome: 'expired' })], 'zh')[0]?.[1]).toContain('文件已过期');
  });
});
