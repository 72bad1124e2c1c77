import type { PageRequest } from '../../page/page.ts';
import { wordsOfFault } from './words-of-fault.ts';

/** What to do after a write to a holder's card that did not come to its end. */
export type WayOn = 'again' | 'right-card' | 'lift' | 'replace' | 'none';

const WAYS: Readonly<Record<string, WayOn>> = {
  // The card access number and the key are those of the register: another card lies there.
  PASSWORD_WRONG: 'right-card',
  CHIP_NOT_GENUINE: 'right-card',
  'card-on-hold': 'lift',
  'no-live-card': 'replace',
  'card-revoked': 'replace',
  'not-active': 'replace',
};

/** What the code of a fault or a refusal says to the officer at the reader, and how it goes on from there. */
export function wordsOfCardFault(page: PageRequest, code: string): { readonly words: string; readonly way: WayOn } {
  // The reader and the card have codes in capitals: what broke off there is done again.
  const way = WAYS[code] ?? (code === code.toUpperCase() ? 'again' : 'none');
  const ofLiveCards = `cards.live-faults.${code}`;
  return { words: page.has(ofLiveCards) ? page.say(ofLiveCards) : wordsOfFault(page, code), way };
}
