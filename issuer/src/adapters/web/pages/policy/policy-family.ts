import type { PageFamily } from '../../page/page.ts';
import { cataloguePolicy } from './catalogue-policy.ts';
import { policyPages } from './policy-pages.ts';
import { purposesPolicy } from './purposes-policy.ts';

/** Versions of the catalogue and of the purposes: proposed by one supervisor, published by another. */
export const policyFamily: PageFamily = {
  name: 'policy',
  pages: [...policyPages(cataloguePolicy), ...policyPages(purposesPolicy)],
};
