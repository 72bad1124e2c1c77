import type { SameKeys } from '../../words/texts.ts';
import type { settingsZh } from './settings-zh.ts';

/** The own account, in English. */
export const settingsEn: SameKeys<typeof settingsZh> = {
  title: 'Account settings',
  note: 'Done',
  done: {
    password: 'The password is changed. Every other session of yours has ended.',
    totp: 'The code generator is in use.',
    'totp-removed': 'The code generator is out of use.',
    passkey: 'The passkey is added.',
    'passkey-removed': 'The passkey is removed.',
  },
  display: 'Language and size of type',
  'display-words': 'Choose them at the top of any page; this browser remembers them.',
  password: 'Another password',
  current: {
    label: 'Current password',
    missing: 'Enter your current password',
    wrong: 'The password is too long or too short',
  },
  next: {
    label: 'New password',
    hint: 'At least 12 characters; a few unrelated words will do',
    missing: 'Enter a new password',
    wrong: 'The password is too long',
  },
  'password-button': 'Change the password',
  passkeys: 'Passkeys',
  'passkeys-words': 'A passkey as the second proof of who you are is safer than a code.',
  'no-passkeys': 'There is no passkey yet.',
  'added-on': 'added on {{day}}',
  'used-on': 'last used on {{day}}',
  unused: 'not used yet',
  remove: 'Remove',
  'passkey-name': 'Name',
  'passkey-add': 'Add a passkey',
  'passkey-script': 'Adding a passkey needs a browser with scripts.',
  'passkey-failed': 'The passkey was not added. Try again.',
  totp: 'Code generator',
  'totp-words':
    'An app on your telephone makes codes of six digits. Take the old one out of use before you change telephones.',
  'totp-set-up': 'Set up a code generator',
  'totp-remove': 'Take the code generator out of use',
  'totp-title': 'Set up a code generator',
  'totp-key': 'Type this key into the app; it is shown this once:',
  'totp-link': 'Open it in an app on this device',
  code: { label: 'The six digits that the app shows', missing: 'Enter the code', wrong: 'A code has six digits' },
  'code-button': 'Use it',
};
