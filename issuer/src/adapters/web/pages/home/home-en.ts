import type { SameKeys } from '../../words/texts.ts';
import type { homeZh } from './home-zh.ts';

/** The first pages, in English. */
export const homeEn: SameKeys<typeof homeZh> = {
  title: 'My work',
  nothing: 'Your role has no work waiting here.',
};
