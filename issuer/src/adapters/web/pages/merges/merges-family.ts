import type { PageFamily } from '../../page/page.ts';
import { mergesPages } from './merges-pages.ts';

/** Merges that were carried out, and making two records of one again: asked by one officer, approved by another. */
export const mergesFamily: PageFamily = { name: 'merges', pages: mergesPages };
