import type { SameKeys } from '../../words/texts.ts';
import type { sessionZh } from './session-zh.ts';

/** Signing in and out, in English. */
export const sessionEn: SameKeys<typeof sessionZh> = {
  'sign-in': {
    title: 'Sign in',
    interrupted: 'Your session has ended. Sign in again; what you typed is kept.',
    login: {
      label: 'Login name',
      missing: 'Enter your login name',
      wrong: 'A login name has lower-case letters, digits, dots and hyphens',
    },
    password: { label: 'Password', missing: 'Enter your password', wrong: 'The password is too long or too short' },
    button: 'Sign in',
    'set-up': 'First time here: set a password with your set-up code',
  },
  'set-up': {
    title: 'Set your password',
    code: {
      label: 'Set-up code',
      hint: 'The one-time code that the account administrator gave you',
      missing: 'Enter the set-up code',
      wrong: 'A set-up code has 20 to 32 characters',
    },
    password: {
      label: 'New password',
      hint: 'At least 12 characters; a few unrelated words will do',
      missing: 'Set a password',
      wrong: 'A password has at least 12 characters',
    },
    button: 'Set password and sign in',
  },
  unlock: {
    title: 'This desk is locked',
    words: 'Enter your password to go on. Nothing that was open is lost.',
    'pin-words': 'Enter your PIN to go on. Nothing that was open is lost.',
    pin: { label: 'PIN of six digits', missing: 'Enter your PIN', wrong: 'A PIN has six digits' },
    'pin-button': 'Unlock with the PIN',
    'by-password': 'Or use your password',
    button: 'Unlock',
    other: 'Sign in as somebody else',
  },
  prove: {
    title: 'Confirm that it is you',
    words: 'This act asks for a second proof of who you are.',
    classes: {
      decide: 'For five minutes after it you can decide cases.',
      sign: 'For five minutes after it you can issue, activate and endorse.',
      revoke: 'For five minutes after it you can revoke and end permits.',
      manage: 'For five minutes after it you can manage accounts.',
    },
    code: {
      label: 'Code',
      hint: 'The six digits that your code generator shows',
      missing: 'Enter the code',
      wrong: 'A code has six digits',
    },
    button: 'Confirm and go on',
    'or-passkey': 'Or use your passkey',
    passkey: 'Confirm with the passkey',
    'passkey-failed': 'The passkey was not accepted. Try again, or use the way above.',
  },
  stay: { title: 'Your session goes on' },
};
