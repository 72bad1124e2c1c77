import type { SameKeys } from '../../words/texts.ts';
import type { endingsZh } from './endings-zh.ts';

/** How cards and permits end, in English. */
export const endingsEn: SameKeys<typeof endingsZh> = {
  title: 'Revoke a card or end a permit',
  warning: 'Warning',
  check: 'Look it over',
  next: 'What happens next',
  nothing: 'This person has no permit in force.',
  'no-card': 'No card is in use.',
  ground: { label: 'Why it ends', missing: 'Choose why it ends', wrong: 'Choose why it ends' },
  grounds: {
    DEATH: 'The holder died',
    LOCAL_HUKOU: 'The holder has a local hukou now',
    FRAUD: 'It was obtained by fraud',
  },
  'died-on': {
    label: 'Day of death',
    hint: 'Only if the holder died, for example 2026-05-01',
    missing: 'Enter the day of death',
    wrong: 'Enter the day like 2026-05-01',
  },
  reason: {
    label: 'What it rests on',
    hint: 'For example the number of a notice. No personal data.',
    missing: 'Enter what it rests on',
    wrong: 'At most 500 characters',
  },
  revoke: {
    choice: 'Revoke the card; the permit stays',
    'choice-words': 'For a card that is not to be trusted any more. Its holder can ask for another one.',
    open: 'Revoke card {{number}}',
    title: 'Revoke a card',
    words: 'Service points refuse the card once they have fetched the next status list. The permit stays in force.',
    'check-title': 'Revoke this card?',
    'check-words': 'A revoked card never comes back to life. Its holder has to ask for another one.',
    button: 'Revoke this card',
    done: 'The card is revoked',
    'done-words':
      'The status list is renewed within a minute. If the holder comes to the counter, take the card back and enter an exchange.',
  },
  permit: {
    choice: 'End the permit',
    'choice-words':
      'Where the holder died, has a local hukou, or obtained it by fraud. Cards, open cases and entitlements end with it.',
    open: 'End the permit',
    title: 'End a permit',
    words: 'Whoever approved a permit does not end it.',
    'check-title': 'End this permit?',
    'check-words':
      'The permit, its card, a card that is being made, open cases and every entitlement end at once. None of it comes back.',
    button: 'End the permit',
    done: 'The permit has ended',
    'done-words': 'The status list is renewed within a minute. If the card is still out, take it back.',
  },
  cancellation: {
    title: 'Carry out the cancellation',
    words: 'The cancellation is approved. Take the card back, then close the case.',
    card: {
      label: 'Was the card handed back?',
      missing: 'Choose whether the card was handed back',
      wrong: 'Choose whether the card was handed back',
    },
    yes: 'Handed back',
    no: 'Not handed back',
    'check-title': 'Cancel this permit?',
    'check-words':
      'The permit and every entitlement end at once, and do not come back. A card that was not handed back is revoked.',
    button: 'Cancel the permit',
    done: 'The permit is cancelled',
    'done-words': 'The case is closed. Put a card that was handed back into the box for the shredder.',
  },
  batches: {
    title: 'Revoke many cards',
    words:
      'For a whole lot of cards with a fault. Two supervisors sign one after the other; with the second signature every card is revoked at once.',
    list: 'Asked for',
    empty: 'None.',
    count: 'Cards',
    first: 'Signed first by',
    second: 'Signed second by',
    state: 'State',
    done: 'Revoked',
    look: 'Open',
    yours: 'Asked for by you: somebody else signs',
    sign: 'Sign',
    ask: 'Ask for a revocation',
    cards: {
      label: 'Card numbers',
      hint: 'One a line, 500 at most',
      missing: 'Enter the card numbers',
      wrong: 'A card number has ten digits',
    },
    back: 'Back to the list',
    'check-title': 'Ask for these cards to be revoked?',
    'check-words':
      'You sign first. Once another supervisor has signed, the cards are revoked at once, and never come back to life.',
    'ask-button': 'Sign and ask for the revocation',
    'sign-title': 'Revoke these cards?',
    'sign-words': 'You sign second. With it the cards are revoked at once, and never come back to life.',
    'sign-button': 'Sign and revoke every card',
    'done-title': 'These cards are revoked',
    'done-words':
      'Cards that had ended meanwhile were not revoked a second time. The status list is renewed within a minute.',
  },
};
