import { ROLES } from '../../../../domain/rights/index.ts';
import type { PageEntry } from '../home/page-entry.ts';

/** Ways to the settings from the home page. */
export const settingsEntries: readonly PageEntry[] = [{ to: '/settings', words: 'settings.title', roles: ROLES }];
