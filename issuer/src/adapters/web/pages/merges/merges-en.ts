import type { SameKeys } from '../../words/texts.ts';
import type { mergesZh } from './merges-zh.ts';

/** Merged records, in English. */
export const mergesEn: SameKeys<typeof mergesZh> = {
  title: 'Merged records',
  words:
    'Where a merge was a mistake, the two records can be two again. One officer asks for it, another approves. It is too late once something new was done with what the merge moved.',
  none: 'There is no merged record.',
  note: 'Done',
  warning: 'Warning',
  back: 'Back to the merged records',
  done: {
    asked: 'The undo is asked for. Another officer approves it.',
    undone: 'They are two records again. Whether they are one person is to be judged anew.',
  },
  columns: {
    on: 'Merged at',
    stays: 'Record that stays',
    closed: 'Record that was closed',
    reason: 'Reason of the merge',
    state: 'State',
    act: 'What to do',
  },
  merged: 'Merged',
  asked: 'Undo asked for, waits for approval',
  open: 'Open',
  holder: 'Name',
  by: 'Merge asked for by',
  'undo-by': 'Undo asked for by',
  'undo-reason': 'Reason of the undo',
  'one-title': 'Make them two records again',
  'ask-words':
    'Once it is approved, the stays, cases, papers and cards that the merge moved go back to the closed record. Everything else stays as it is.',
  reason: {
    label: 'Reason of the undo (no personal data)',
    missing: 'Enter the reason',
    wrong: 'The reason is too long',
  },
  ask: 'Ask for the undo',
  'mine-words': 'You asked for it. Another officer approves it.',
  'approve-title': 'Approve that they are two records again?',
  'approve-words':
    'They are two records at once. To merge them again, they have to be judged, asked for and approved anew. See first that these are two people.',
  approve: 'Approve the undo',
  keep: 'Leave them as they are',
};
