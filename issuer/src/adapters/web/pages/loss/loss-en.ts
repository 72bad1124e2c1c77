import type { SameKeys } from '../../words/texts.ts';
import type { lossZh } from './loss-zh.ts';

/** The loss desk, in English. */
export const lossEn: SameKeys<typeof lossZh> = {
  title: 'Lost and returned cards',
  words:
    'Any office of the city takes the call. Once the holder is found the card is held at once; a hold can be lifted at the counter.',
  'back-to-find': 'Back to lost cards',
  text: {
    label: 'Find the holder',
    hint: 'ID number, or the beginning of the name or of its pinyin',
    missing: 'Enter an ID number, a name or its pinyin',
    wrong: 'Enter an ID number, a name or its pinyin',
  },
  find: 'Find',
  hits: 'Found',
  none: 'Nobody was found. Ask again and try once more.',
  sealed: 'Sealed record',
  open: 'See the cards',
  name: 'Name',
  'birth-date': 'Date of birth',
  person: 'The holder’s cards',
  cards: 'Cards',
  'card-number': 'Card number',
  state: 'State',
  states: {
    BLANK: 'To be made',
    PERSONALISED: 'Written',
    CHECKED: 'Checked, not active',
    ACTIVE: 'In use',
    LOST_HOLD: 'On hold',
    REPLACED: 'Replaced',
    RETURNED: 'Handed back',
    REVOKED: 'Revoked',
    QUARANTINED: 'Set aside',
    SPOILED: 'Spoiled',
    DESTROYED: 'Destroyed',
  },
  'no-card': 'No card of this person is in use, so there is nothing to hold.',
  phone: {
    title: 'By telephone',
    words: 'Ask for each and enter what the caller says; do not help. If it matches the register, the card is held.',
    button: 'Hold this card',
  },
  counter: {
    title: 'The holder is at the counter',
    words: 'You have seen who it is, and the card is lost.',
    button: 'Hold this card at the counter',
  },
  caller: {
    name: { label: 'Name of the caller', missing: 'Enter the name of the caller', wrong: 'At most 100 characters' },
    relation: { label: 'Who the caller is', missing: 'Choose who the caller is', wrong: 'Choose who the caller is' },
    phone: { label: 'Telephone', missing: 'Enter the telephone', wrong: 'From 3 to 40 characters' },
  },
  relations: {
    HOLDER: 'the holder',
    GUARDIAN: 'a guardian',
    CLOSE_RELATIVE: 'a close relative',
    OTHER: 'somebody else',
  },
  said: {
    name: {
      label: 'The holder’s name, as the caller says it',
      missing: 'Enter the name that the caller says',
      wrong: 'At most 100 characters',
    },
    'birth-date': {
      label: 'The date of birth, as the caller says it',
      hint: 'Such as 1991-11-05',
      missing: 'Enter the date of birth that the caller says',
      wrong: 'Enter year-month-day, such as 1991-11-05',
    },
    'id-tail': {
      label: 'The last four of the ID number, as the caller says them',
      missing: 'Enter the last four',
      wrong: 'Four characters; the last may be X',
    },
  },
  lift: {
    title: 'Lift the hold',
    words: 'Person and card have to be seen. Once a replacement is under way the hold stays.',
    identity: {
      label: 'I saw the holder’s proof of identity',
      missing: 'See the holder’s proof of identity',
      wrong: 'See the proof of identity and the card',
    },
    card: 'I saw this card',
    button: 'Lift the hold',
  },
  done: {
    next: 'What comes next',
    held: {
      title: 'The card is on hold',
      words:
        'The status list says so within a minute, and a service point refuses the card from its next update on. If it is found, the holder brings it to the counter with a proof of identity; if it stays lost, enter a replacement.',
    },
    lifted: { title: 'The hold is lifted', words: 'The card can be used again.' },
    replace: 'Enter a replacement',
  },
  return: {
    title: 'Take a card back',
    words: 'For cards that were replaced, revoked or found. One that is still good goes back to its holder.',
    'card-number': { label: 'Card number', missing: 'Enter the card number', wrong: 'A card number has ten digits' },
    button: 'Take the card back',
    taken: 'Taken back: {{number}}',
  },
};
