import type { SameKeys } from '../../words/texts.ts';
import type { usesZh } from './uses-zh.ts';

/** Uses that chips counted, in English. */
export const usesEn: SameKeys<typeof usesZh> = {
  settle: {
    title: 'Settle uses',
    words:
      'Paste the receipts that your terminals kept, one a line. Chips signed them. A receipt that was settled before counts once all the same.',
    receipts: {
      label: 'Receipts',
      hint: 'One a line',
      missing: 'Paste at least one receipt',
      wrong: 'A receipt is not in its form. Paste receipts just as the terminal wrote them',
    },
    button: 'Settle them',
    results: 'What became of each',
    line: 'Line',
    outcome: 'Outcome',
    why: 'Note',
  },
  kinds: { settled: 'Settled', known: 'Settled before', refused: 'Not settled' },
  faults: {
    'receipt-malformed': 'The receipt is not in its form',
    'chip-unknown': 'This service made no such card',
    'signature-bad': 'The signature of the chip is wrong',
    'grant-unknown': 'There is no such entitlement',
    'terminal-not-yours': 'The terminal is not your organisation’s',
    'another-receipt': 'It contradicts another receipt',
  },
  findings: {
    OVER_LIMIT: 'More uses than the entitlement has',
    SEQUENCE_TWICE: 'The same number of one chip twice',
  },
  double: {
    title: 'Uses that cannot all be right',
    words:
      'These uses were settled, and they cannot all be right: a chip may have been copied, or used more often than the entitlement allows. Nobody is named here.',
    none: 'There is no such use.',
    columns: {
      card: 'Card',
      sequence: 'Number',
      grant: 'Entitlement',
      used: 'Uses',
      terminal: 'Terminal',
      day: 'Day',
      finding: 'What is the matter',
      settled: 'Settled at',
    },
    next: 'Look the card up by its number. A supervisor decides whether it is revoked.',
  },
};
