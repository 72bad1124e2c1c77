import { PermitError } from '@residence-permit/shared/errors';
import { describe, expect, it } from 'vitest';
import { describeFault } from './describe-fault.ts';

describe('what a log says of a fault', () => {
  it('is its name, code and frames down the causes, and none of its words', () => {
    const cause = Object.assign(new Error('Key (name)=(样本·示例) exists\n    and 440524188001010014'), {
      code: '23505',
    });
    const described = describeFault(new PermitError('STORE_CONFLICT', { cause, detail: '样本·示例' }));
    expect(described).toMatchObject({
      name: 'PermitError',
      code: 'STORE_CONFLICT',
      cause: { name: 'Error', code: '23505' },
    });
    expect(described.frames[0]).toMatch(/^at .*describe-fault\.test\.ts/);
    expect(JSON.stringify(described)).not.toMatch(/样本|440524188001010014/);
  });

  it('leaves out a code that could be a number of a person', () => {
    for (const code of ['440524188001010014', '11010519491231002X', '样本', 'a b']) {
      expect(describeFault(Object.assign(new Error('x'), { code }))).not.toHaveProperty('code');
    }
  });

  it('of something that is no error is its type', () => {
    expect(describeFault('样本·示例')).toEqual({ name: 'string', frames: [] });
  });
});
