import { describe, expect, it } from 'vitest';
import { readPassword } from './read-password.ts';

const none = { can: undefined, pin: undefined, environment: {}, language: 'en' } as const;

describe('where the password comes from', () => {
  it.each([
    ['--can', { ...none, can: '012345' }, { kind: 'can', value: '012345' }],
    ['--pin', { ...none, pin: '654321' }, { kind: 'pin', value: '654321' }],
    ['PERMIT_CAN', { ...none, environment: { PERMIT_CAN: '012345' } }, { kind: 'can', value: '012345' }],
    ['PERMIT_PIN', { ...none, environment: { PERMIT_PIN: '654321' } }, { kind: 'pin', value: '654321' }],
    [
      'an option rather than the environment',
      { ...none, can: '111111', environment: { PERMIT_PIN: '654321', PERMIT_CAN: '222222' } },
      { kind: 'can', value: '111111' },
    ],
  ])('takes it from %s', async (_where, options, password) => {
    expect(await readPassword(options)).toEqual(password);
  });

  it('takes one kind only', async () => {
    await expect(readPassword({ ...none, can: '111111', pin: '222222' })).rejects.toMatchObject({
      code: 'SETTING_BAD',
    });
  });

  it('refuses one that no card can have', async () => {
    await expect(readPassword({ ...none, can: '1234' })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
  });
});
