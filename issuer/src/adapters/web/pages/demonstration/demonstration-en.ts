import type { SameKeys } from '../../words/texts.ts';
import type { demonstrationZh } from './demonstration-zh.ts';

/** What a visitor of a demonstration reads, in English. */
export const demonstrationEn: SameKeys<typeof demonstrationZh> = {
  start: {
    title: 'A residence permit office to try out',
    words:
      'This office is invented: its people, numbers and departments do not exist. A reader and blank cards are ready; try whatever you like.',
    steps: {
      title: 'Issue a card in five steps',
      words: 'From acceptance to activation, by three officers in turn; one click makes you the next one.',
    },
    tap: {
      title: 'Tap a card',
      words: 'Choose a card and a service point, and see what they see there, and what not.',
    },
    logins: 'Whom you may sign in as',
    password: 'Everybody’s password is “{{password}}”, also where a page asks you to confirm that it is you.',
    who: 'Who',
    login: 'Login name',
    action: 'Action',
    issuing: 'takes part in the five steps',
    be: 'Sign in',
    'be-whom': ' as {{title}}',
    more: 'More about it',
    'docs-words': 'Its cases and cards are described in {{path}} of the checkout.',
    api: 'Description of the API for other programs (OpenAPI 3.1)',
  },
  reader: {
    virtual: 'The reader is a virtual one of this machine’s smart card service; cards are laid on it for you.',
    'in-process': 'The reader is simulated by the counter’s program; cards are laid on it for you.',
    real: 'A real reader is plugged in: lay cards on it and take them away yourself.',
  },
  steps: {
    title: 'Issue a card in five steps',
    case: 'Case {{number}}',
    words:
      'Different people decide about a card, make it and hand it over. Come back to this page after each step, and go on as the next one.',
    'none-left':
      'Every case that was prepared has its card. Enter a new application as the clerk, or start again with --fresh to bring all of them back.',
    password: 'When a page asks you to confirm that it is you, the password is “{{password}}”.',
    who: 'Done by: {{title}}',
    go: 'Do this step as {{title}}',
    enter: 'Enter a new application',
    standing: { done: 'Done', now: 'Next', later: 'Not yet' },
    accept: {
      title: 'Accept the application',
      words: 'The clerk looks through the papers. With the acceptance the fifteen days of the office begin.',
    },
    decide: {
      title: 'Decide',
      words: 'Somebody else looks at conditions and papers, and approves, or refuses with reasons.',
    },
    write: {
      title: 'Write the card',
      words: 'A blank lies on the reader. What was written is read back and compared by another program.',
    },
    check: {
      title: 'Check it and put it into the drawer',
      words: 'Not whoever made it: face and portrait are compared by another pair of eyes.',
    },
    'hand-over': {
      title: 'Hand it over and activate it',
      words:
        'The holder is there and chooses a PIN of six digits (any that is not too simple). From then on the card is good.',
    },
    back: 'First page of the demonstration',
  },
  tap: {
    title: 'Tap a card',
    words:
      'The card is laid on the reader of the counter and read by the public verifier, exactly as a terminal of that service point does it.',
    card: { label: 'Which card', missing: 'Choose a card', wrong: 'Choose one of the cards' },
    number: 'Card {{number}}',
    can: {
      label: 'Six digits on the front',
      hint: 'Lay the card on the reader and type the six digits that are printed on its front',
      missing: 'Enter the six digits on the front of the card',
      wrong: 'The number on the front has six digits',
    },
    point: { label: 'Where', missing: 'Choose a service point', wrong: 'Choose one of the service points' },
    button: 'Tap the card',
    'no-cards': 'No card has been written yet.',
    result: 'The screen there: {{point}}',
    again: 'Another card or service point',
    screens: {
      pass: 'Card is genuine and in force',
      'not-covered': 'Card is genuine. It does not cover this service.',
      renew: 'Card paused: endorsement overdue',
      'cannot-decide': 'Could not check. This says nothing about the holder.',
      'card-problem': 'Do not rely on this card.',
    },
    service: 'Can use: {{service}}.',
    until: ' Until {{date}}.',
    services: {
      clinic: 'public health services',
      'housing-office': 'application for public rental housing',
      'library-gate': 'entry to the library',
    },
    'overdue-since': 'Endorsed until {{date}}',
    next: {
      pass: 'Serve them; compare the portrait where needed.',
      'not-covered': 'Tell the holder that the office can be asked.',
      renew: 'Tell the holder where to renew it. Urgent care is given all the same.',
      'cannot-decide': 'Try twice more, then use another way of checking.',
      'card-problem': 'Call the office. Never keep the card.',
    },
    cause: 'Cause: {{cause}}',
    seen: 'What the service point sees',
    'seen-nothing': 'Nothing about the person beyond that answer.',
    uncertified:
      'The terminal of this service point has no certificate: it reads only what the card tells any terminal.',
    portrait: 'Portrait on the card',
    cost: 'This tap took {{apdus}} commands and {{bytes}} bytes, and no network.',
  },
  fields: {
    name: 'Name',
    birthDate: 'Date of birth',
    sex: 'Sex',
    ethnicGroup: 'Ethnic group',
    citizenId: 'Citizen ID number',
    hukouAddress: 'Hukou address',
    residenceAddress: 'Residence address',
    permitNumber: 'Permit number',
    issuingAuthority: 'Issuing authority',
    issueDate: 'Date of issue',
    grounds: 'Grounds of residence',
    since: 'Resident since',
    months: 'Months without a break',
    adult: 'Over 18',
    serviceClass: 'Service class',
  },
};
