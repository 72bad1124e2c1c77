import type { Role } from '../../../../domain/rights/index.ts';

/** A way from the home page into a part of the pages: where it leads, its words, and whose work it is. */
export type PageEntry = { readonly to: `/${string}`; readonly words: string; readonly roles: readonly Role[] };
