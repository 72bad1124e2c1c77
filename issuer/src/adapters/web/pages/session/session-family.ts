import type { PageFamily } from '../../page/page.ts';
import { lockPages } from './lock-pages.ts';
import { provePage } from './prove-page.ts';
import { setUpPage } from './set-up-page.ts';
import { signInPages } from './sign-in-pages.ts';

/** Signing in and out, leaving a desk and coming back, proving presence. */
export const sessionFamily: PageFamily = {
  name: 'session',
  pages: [...signInPages, setUpPage, ...lockPages, provePage],
};
