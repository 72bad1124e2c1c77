import type { PageFamily } from '../../page/page.ts';
import { deskPinPages } from './desk-pin-pages.ts';
import { passkeyPages } from './passkey-pages.ts';
import { passwordPages } from './password-page.ts';
import { totpPages } from './totp-pages.ts';

/** The own account of whoever is signed in. */
export const settingsFamily: PageFamily = {
  name: 'settings',
  pages: [...passwordPages, ...deskPinPages, ...totpPages, ...passkeyPages],
};
