import type { SameKeys } from '../../words/texts.ts';
import type { staysZh } from './stays-zh.ts';

/** Residence registration at the counter, in English. */
export const staysEn: SameKeys<typeof staysZh> = {
  title: 'Registered residence',
  back: 'Back to the registered residence',
  link: 'Registered residence',
  months: 'Unbroken and verified residence, in whole months: {{months}}.',
  none: 'No residence of this person is registered.',
  late: 'told late',
  'no-paper': 'without a paper it cannot be verified',
  waits: 'waits for somebody else to verify it',
  since: 'since {{day}}',
  'from-through': '{{from}} to {{through}}',
  address: { label: 'Address', missing: 'Enter the address', wrong: 'An address has at most 200 characters' },
  from: {
    label: 'First day there',
    missing: 'Enter the first day there',
    wrong: 'Enter year-month-day, such as 2026-03-15',
  },
  through: {
    label: 'Last day there',
    missing: 'Enter the last day there',
    wrong: 'Enter year-month-day, such as 2026-03-15',
  },
  'day-hint': 'As year-month-day, such as 2026-03-15',
  'through-hint': 'Only of a stay that is over, such as 2026-03-15',
  source: { label: 'Who says so', missing: 'Choose who says so', wrong: 'Choose who says so' },
  paper: 'Kind of paper',
  'paper-kept': 'The paper was taken; it need not be chosen again.',
  file: {
    label: 'Paper that shows it',
    hint: 'PDF, JPEG or PNG, up to 10 MB. A stay without a paper cannot be verified and does not count.',
    missing: 'Choose a file',
    wrong: 'The file does not do',
  },
  declare: {
    title: 'Register where somebody lives',
    earlier: 'Register an earlier address',
    words:
      'Whoever stays for three days or more registers within three working days of arrival. A late one is registered all the same; half a year counts from registration. Another officer verifies it.',
    button: 'Register this address',
  },
  change: {
    title: 'Change the address',
    words:
      'A move is told within 10 days. The stay of today ends the day before the move and the new one begins with it, both at once, so that nothing is broken. The new address counts once another officer has verified it.',
    button: 'Change the address',
  },
  end: {
    link: 'End this stay',
    title: 'End the registered stay',
    words:
      'The person left this address. This cannot be undone, and without another registration the residence is broken. If they moved within the city, change the address instead.',
    button: 'End this stay',
  },
  done: {
    declared: 'Registered in time. It waits for another officer to verify it.',
    'declared-late': 'Registered, later than it should have been told. It waits for another officer to verify it.',
    changed: 'The address was changed, told within 10 days. The new one waits for another officer to verify it.',
    'changed-late':
      'The address was changed, told after more than 10 days. The new one waits for another officer to verify it.',
    ended: 'The stay is ended.',
  },
};
