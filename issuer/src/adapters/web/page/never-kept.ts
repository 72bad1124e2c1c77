/** Names of fields with a secret in them: what was typed there waits nowhere, and is typed again. */
export const NEVER_KEPT: readonly string[] = [
  'password',
  'pin',
  'pinAgain',
  'code',
  'assertion',
  // Of the settings of an account.
  'current',
  'next',
  'deskPin',
  'deskPinPassword',
  'passkeyPassword',
  'newPasskeyPassword',
  'totpPassword',
  'totpCode',
  'uri',
];
