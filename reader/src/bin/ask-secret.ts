import { PermitError } from '@residence-permit/shared/errors';
import { type PacePassword, requirePasswordForm } from '../session/index.ts';
import type { Language } from './language.ts';
import { prompt } from './read-password.ts';

/** A secret that only the holder has, or for the card access number may have at hand. */
type SecretName = 'can' | 'pin' | 'newPin' | 'puk';

const SECRETS = {
  can: {
    kind: 'can',
    variable: 'PERMIT_CAN',
    zh: '密码只剩一次机会。卡面上的六位访问号码：',
    en: 'One try is left. Card access number on the face, 6 digits: ',
  },
  pin: { kind: 'pin', variable: 'PERMIT_PIN', zh: '现在的密码，六位数字：', en: 'PIN, 6 digits: ' },
  newPin: { kind: 'pin', variable: 'PERMIT_NEW_PIN', zh: '新密码，六位数字：', en: 'New PIN, 6 digits: ' },
  puk: {
    kind: 'puk',
    variable: 'PERMIT_PUK',
    zh: '密码信中的十位解锁码：',
    en: 'Unblocking code from the sealed letter, 10 digits: ',
  },
} as const satisfies Record<SecretName, Record<Language, string> & Pick<PacePassword, 'kind'> & { variable: string }>;

const AGAIN = { zh: '再输入一次：', en: 'The same again: ' } as const satisfies Record<Language, string>;

export type AskSecret = {
  readonly name: SecretName;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
};

/**
 * A secret of the holder from its variable, or typed at the terminal, where nothing is shown; a new PIN is typed twice. There
 * is no option for it: what stands on a command line stays in the history of the shell.
 * @throws PermitError SETTING_BAD where there is neither, or the two times differ
 * @throws CardError PASSWORD_WRONG for digits that no card can have, before the card loses a try
 */
export async function askSecret({ name, environment, language }: AskSecret): Promise<string> {
  const secret = SECRETS[name];
  const value = environment[secret.variable]?.trim() ?? (await askTyped(secret[language], language, name === 'newPin'));
  requirePasswordForm({ kind: secret.kind, value });
  return value;

  async function askTyped(question: string, words: Language, twice: boolean): Promise<string> {
    if (!process.stdin.isTTY)
      throw new PermitError('SETTING_BAD', { detail: `no ${secret.variable}, and nobody to ask` });
    const typed = await prompt(question, true);
    if (twice && (await prompt(AGAIN[words], true)) !== typed) {
      throw new PermitError('SETTING_BAD', { detail: words === 'zh' ? '两次输入不一致' : 'the two are not the same' });
    }
    return typed;
  }
}
