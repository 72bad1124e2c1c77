import type { SameKeys } from '../../words/texts.ts';
import type { recordsZh } from './records-zh.ts';

/** A person's whole record, in English. */
export const recordsEn: SameKeys<typeof recordsZh> = {
  title: 'Seal or erase the record',
  warning: 'Warning',
  next: 'What happens next',
  check: 'Look it over',
  'case-number': 'Case number',
  at: 'Time',
  by: 'Done by',
  print: 'For paper, print this page with your browser.',
  why: {
    label: 'What it rests on',
    hint: 'For example the number of a court order. It stays in the audit log. No personal data.',
    missing: 'Enter what it rests on',
    wrong: 'At most 500 characters',
  },
  sealed: {
    title: 'This record is sealed',
    words: 'Only a keeper of sealed records opens it, stating why.',
    'not-you':
      'To open the seal or to erase the record takes a supervisor who is a keeper of sealed records as well. You do not have that extra right.',
    you: 'You are a keeper of sealed records and can open the seal. To erase the record, open the seal first.',
  },
  seal: {
    choice: 'Seal the record',
    'choice-words':
      'For somebody who needs special protection. A sealed record opens with an extra right and a reason.',
    title: 'Seal the record',
    words:
      'While it is sealed, cases of this person are not handled at these pages. The seal can be opened again at any time.',
    'check-title': 'Seal this record?',
    'check-words':
      'At once, colleagues without the extra right, you among them, can open neither this record nor its cases. The person goes on seeing everything of their own.',
    button: 'Seal this record',
    done: 'The record is sealed',
    'done-words':
      'Only a keeper of sealed records opens it now, stating why. To handle a case of this person, have the seal opened first.',
  },
  open: {
    choice: 'Open the seal',
    title: 'Open the seal',
    words:
      'Say what it rests on; the record is opened then, to be looked over. That is written down, and the person sees it.',
    'check-title': 'Open the seal of this record?',
    'check-words':
      'At once, every colleague who may handle cases of this person can open the record. See first that what it was protected from is over.',
    button: 'Open the seal',
    done: 'The seal is open',
    'done-words': 'Record and cases are handled as any other.',
  },
  erase: {
    choice: 'Erase personal data',
    'choice-words':
      'Where the law asks for it. One supervisor asks, another confirms; what is erased never comes back.',
    link: 'Ask for the erasure',
    title: 'Erase personal data',
    words: 'Choose the ground of the law. Another supervisor confirms it; nothing is erased before.',
    'check-title': 'Ask that the personal data of this person be erased?',
    button: 'Ask for the erasure',
    done: 'The erasure is asked for',
    'done-words':
      'Nothing is erased yet. It is done at once when another supervisor confirms it under “To look at again”.',
    open: 'See what is to look at again',
  },
  ground: {
    label: 'Ground of the erasure',
    missing: 'Choose the ground of the erasure',
    wrong: 'Choose the ground of the erasure',
  },
  grounds: {
    'purpose-ended': 'The purpose was reached, cannot be reached, or needs it no more',
    'retention-ended': 'The retention period has ended',
    'consent-withdrawn': 'The person withdrew the consent',
    unlawful: 'It was processed against law or agreement',
    'other-law': 'Another law requires it',
  },
  clauses: {
    'purpose-ended': 'Personal Information Protection Law, art. 47 (1)',
    'retention-ended': 'Personal Information Protection Law, art. 47 (2)',
    'consent-withdrawn': 'Personal Information Protection Law, art. 47 (3)',
    unlawful: 'Personal Information Protection Law, art. 47 (4)',
    'other-law': 'Personal Information Protection Law, art. 47 (5)',
  },
  final: 'Nobody can bring back what was erased; this office cannot either.',
  goes: {
    title: 'What goes',
    clear: 'Name, pinyin and birth date: overwritten at once',
    sealed:
      'Citizen ID number, addresses, telephone, what was said, papers and photograph: their key is destroyed, and they never open again',
    merged: 'Records that were merged into this one: erased with it',
    account: 'The account that the person has as a holder: login, display name and everything that signs in',
  },
  kept: {
    title: 'What is kept, and why',
    work: 'Numbers, dates and outcomes of cases, permits, cards and fees, without a name: the office answers for what it did',
    log: 'The audit log, which leads to nobody any more: only a complete log proves that it was not changed',
    ledger:
      'One line of the erasure, with record number, time and ground: by it the erasure is done again where an old backup is restored',
  },
  'not-now': {
    title: 'This cannot be erased now',
    permit: 'The person has a permit in force.',
    'permit-next': 'End the permit first, or wait until it has ended.',
    'permit-way': 'End the permit (case {{number}})',
    case: 'The person has cases that are open.',
    'case-next': 'Finish or withdraw these cases first.',
    'case-way': 'Open case {{number}}',
    asked: 'Somebody asked for the erasure already.',
    'asked-next': 'Another supervisor confirms it.',
    'asked-way': 'Open the request',
    nothing: 'Nothing was erased.',
  },
  erasure: {
    state: 'To be confirmed',
    reference: 'Number of the request',
    since: 'Asked for at',
    by: 'Asked for by',
    second: 'Confirmed by',
    holder: 'Name',
    birth: 'Birth date',
    cases: 'Cases',
    'no-cases': 'No cases',
    title: 'Request for an erasure',
    mine: 'You asked for it. Another supervisor confirms it; nothing is erased before.',
    sealed:
      'The record was sealed since. A supervisor who is a keeper of sealed records as well opens the seal first; then the erasure can be confirmed.',
    'confirm-title': 'Erase the personal data of this person?',
    'confirm-words':
      'Nobody can bring back what was erased; this office cannot either. See first that it is this person, and that the ground holds.',
    button: 'Confirm, and erase for good',
    keep: 'Leave it for now',
    done: 'The personal data are erased',
    'done-words':
      'From now on nothing of this person can be read. In other running programs that holds after 30 seconds at the latest.',
    'done-next': 'Print this page for whoever asked for it, and destroy the paper copies that are kept at the counter.',
  },
  withdrawal: {
    title: 'Take the request back',
    why: {
      label: 'Why it is taken back',
      missing: 'Enter why it is taken back',
      wrong: 'At most 500 characters',
    },
    button: 'Take the request back: erase nothing',
  },
  number: {
    link: 'Record number for an account of the holder',
    title: 'Record number for an account of the holder',
    words:
      'Where a holder wants an account to see their own record, print this page and give it to them or to the account administrator. See by the identity card first that it is this very person.',
    label: 'Record number',
    'for-admin': 'The account administrator enters this number under “Make an account: For a permit holder”.',
    safe: 'The number names nobody, and opens nothing by itself.',
    office: 'Office',
    at: 'Day',
  },
};
