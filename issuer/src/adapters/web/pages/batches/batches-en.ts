import type { SameKeys } from '../../words/texts.ts';
import type { batchesZh } from './batches-zh.ts';

/** Batches, in English. */
export const batchesEn: SameKeys<typeof batchesZh> = {
  title: 'Batches',
  words:
    'Plain cases that can be approved together are signed by two persons; then the producer makes their cards at many readers.',
  new: 'New batch',
  empty: 'There are no batches.',
  'back-to-batches': 'Back to batches',
  made: 'Proposed',
  size: 'Cases',
  by: 'By',
  second: 'Second signature',
  waiting: 'Waits for a second signature',
  signed: 'Signed by two',
  open: 'Open',
  propose: {
    title: 'New batch',
    words:
      'Choose the cases to approve together. Yours is the first of two signatures; nobody approves a case that they took in.',
    empty: 'No case is in review.',
    button: 'Sign and propose the batch',
  },
  cases: { label: 'Cases in review', missing: 'Choose one case at least', wrong: 'Choose one case at least' },
  one: 'Batch proposed on {{day}}',
  'sign-words':
    'Your signature approves every case of this batch. Cases that went another way meanwhile are left alone.',
  sign: 'Sign and approve all cases',
  own: 'You signed it; the second signature is another’s.',
  run: 'Making the cards',
  'not-signed': 'Cards are made once two have signed.',
  readers: {
    label: 'Readers to use',
    missing: 'Choose one reader at least',
    wrong: 'Choose one reader at least',
  },
  'max-failures': {
    label: 'Stop after so many failures in a row',
    missing: 'Enter a number',
    wrong: 'Enter a number from 1 to 100',
  },
  start: 'Begin to make them',
  'go-on': 'Go on making them',
  stop: 'Stop',
  'stop-words': 'Each reader finishes the card that it is at.',
  look: 'Look again',
  running: 'The cards are being made and this page follows. Take each finished card away and lay the next blank down.',
  'run-states': { RUNNING: 'Being made', STOPPED: 'Stopped', FINISHED: 'All made' },
  reasons: {
    ASKED: 'Somebody stopped it.',
    FAILURES: 'It stopped after failures in a row.',
    FAULT: 'It stopped at a fault of the office.',
    REST: 'Some cards were not made; begin again to go on with them.',
  },
  counts: { WAITING: 'Waiting', TAKEN: 'Being made', MADE: 'Made', SET_ASIDE: 'Set aside', LEFT: 'Left' },
  reader: 'Reader',
  all: 'In all',
  active: 'working',
  idle: 'idle',
  progress: 'Case by case',
  case: 'Case',
  state: 'State',
  card: 'Card',
};
