import type { SameKeys } from '../../words/texts.ts';
import type { endorseZh } from './endorse-zh.ts';

/** The yearly endorsement at the counter, in English. */
export const endorseEn: SameKeys<typeof endorseZh> = {
  title: 'Yearly endorsement',
  'no-permit': 'This person has no permit in force, so there is nothing to endorse.',
  state: 'State of the permit',
  states: { IN_FORCE: 'In force', SUSPENDED: 'Use suspended: endorsement overdue', TERMINATED: 'Ended' },
  timings: { EARLY: 'Too early', IN_TIME: 'In time', LATE: 'Overdue' },
  anchor: 'Years are counted from',
  through: 'Endorsed through',
  window: 'Time for the endorsement',
  'window-days': '{{from}} to {{through}}',
  next: 'Endorsed today, it is good through',
  early: 'It can be endorsed from {{day}} on. Before that day nothing can be endorsed; tell the holder when to come.',
  lapse: 'From {{from}} to {{through}} the use of the permit is suspended.',
  rules: {
    PAUSE: 'These days do not count as residence. The years before them stay, and the count goes on from here.',
    RESET: 'The years counted so far are lost: the count begins anew on the day after the late endorsement.',
  },
  years: {
    caption: 'Years of residence, as they count for points and for hukou',
    case: 'If the permit',
    years: 'Years',
    months: 'and months',
    lost: 'Days not counted',
    cases: {
      now: 'is endorsed today',
      'in-time': 'had been endorsed in time',
      'late-PAUSE': 'is endorsed today: the suspended days do not count',
      'late-RESET': 'is endorsed today: the count begins anew',
      'other-PAUSE': 'were under the other rule: suspended days left out',
      'other-RESET': 'were under the other rule: counted anew',
    },
  },
  'on-refusal': {
    TERMINATE:
      'If the conditions are not met any more the endorsement is refused: the permit then ends and its cards are revoked.',
    LEAVE_TO_LAPSE:
      'If the conditions are not met any more the endorsement is refused: the permit then lapses when it runs out.',
  },
  free: 'An endorsement is free, and the card stays the same.',
  seen: 'See the holder’s proof of identity first, and compare it with the name above.',
  open: 'Case {{number}} for this endorsement is under way.',
  'go-on': 'Go on with this case',
  begin: 'Enter the endorsement',
  'begin-late': 'Go on: see what being late costs',
  told: {
    label: 'The holder was told all of this and wants the endorsement',
    missing: 'Tell the holder what follows, and have their consent',
  },
  late: {
    title: 'This endorsement is late',
    words: 'Tell the holder all of this before you enter it:',
    restores:
      'The permit can be used again once it is endorsed, through {{day}}. From now on years are counted from the day of the late endorsement.',
    final:
      'Once it is written to the card, the suspended days and the new beginning of the year cannot be changed. The day of writing counts: each day later is one more suspended day.',
    button: 'Enter the late endorsement',
    'not-now': 'Not today',
  },
  card: {
    title: 'Endorse the card',
    others: 'A clerk endorses the card at the reader.',
    'do-not-remove': 'Lay the holder’s card on the reader, and do not move it until it is done.',
    button: 'Sign and endorse the card',
    'button-late': 'Sign and endorse the card late',
    again: 'Try again with the same card',
    ways: {
      again:
        'Nothing is lost: the case still waits. Lay the same card on the reader and try again; what was written already is replaced by the next version.',
      'right-card':
        'Nothing was written to the card on the reader, and the case still waits. Take it off, lay down the card of this holder, and endorse again.',
      lift: 'The card is on hold. With holder and card at the counter, lift the hold first and then come back here.',
      replace:
        'This card cannot be endorsed. Enter a replacement first, and come back here once the new card is active; this case waits.',
    },
  },
  done: {
    title: 'The card is endorsed',
    through: 'Good through {{day}}',
    words:
      'Give the card back to the holder and tell them when the next endorsement is due: {{from}} to {{through}}. Reminders go out 30 and 7 days before.',
  },
  refusal: {
    TERMINATE:
      'After a refusal the permit ends at once and its cards are revoked. An appeal that is upheld brings the permit back; the cards stay revoked.',
    LEAVE_TO_LAPSE: 'After a refusal the permit is not endorsed, and its use is suspended when it runs out.',
  },
  'decision-words': 'The permit is endorsed through {{day}}.',
  'decision-late': 'This endorsement is late: the use of the permit is suspended.',
};
