import type { actsZh } from './acts-zh.ts';
import type { SameKeys } from './texts.ts';

/** Acts as they are told to people, in English: who did it stands before them. */
export const actsEn: SameKeys<typeof actsZh> = {
  application: {
    enter: 'wrote down what was said in a case',
    search: 'looked through cases',
    read: 'opened a case',
    supplement: 'told which papers were missing',
    accept: 'accepted a case',
    withdraw: 'withdrew a case',
    extend: 'extended a deadline',
    decide: 'decided a case',
    'decide-batch': 'decided a case in a batch',
  },
  batch: {
    read: 'looked at a batch',
  },
  evidence: {
    add: 'added a paper',
    read: 'opened a paper',
  },
  fee: {
    take: 'took a fee',
    waive: 'waived a fee',
  },
  duplicate: {
    decide: 'said whether two records are one person',
  },
  'service-class': {
    confirm: 'confirmed the service class',
  },
  person: {
    search: 'found the record in a search',
    read: 'opened the record',
    correct: 'corrected the record',
    merge: 'merged records',
    erase: 'erased a record',
  },
  record: {
    seal: 'sealed or opened the record',
    'open-sealed': 'opened a sealed record',
  },
  registration: {
    enter: 'wrote down a stay',
    read: 'read the stays',
    verify: 'verified a stay',
  },
  report: {
    file: 'filed a report',
    track: 'followed a report',
    read: 'opened a report',
    decide: 'decided a report',
  },
  card: {
    produce: 'made the card',
    'quality-check': 'checked the card',
    quarantine: 'set a card aside',
    'hand-over': 'handed the card over',
    activate: 'activated the card',
    endorse: 'endorsed the card',
    'take-back': 'took the card back',
    hold: 'held the card as lost, or lifted it',
    revoke: 'revoked a card or ended a permit',
  },
  revoke: {
    batch: 'revoked cards in a batch',
  },
  stock: {
    move: 'moved stock',
    close: 'closed the day of the stock',
    spoil: 'wrote a card off',
  },
  grant: {
    enter: 'entered an entitlement',
    read: 'read the entitlements',
    approve: 'approved an entitlement',
    sign: 'signed an entitlement',
    withdraw: 'entered the withdrawal of an entitlement',
    'approve-withdrawal': 'approved the withdrawal of an entitlement',
  },
  enquiry: {
    ask: 'asked on a legal ground',
    answer: 'answered an enquiry',
  },
  use: {
    settle: 'settled a use',
  },
  terminal: {
    read: 'looked at terminals',
    enrol: 'enrolled a terminal',
    approve: 'approved a terminal',
    revoke: 'revoked a terminal',
  },
  appeal: {
    file: 'filed an appeal',
    decide: 'handled an appeal',
  },
  publication: {
    run: 'published',
  },
  policy: {
    publish: 'published rules, a catalogue or purposes',
  },
  import: {
    run: 'imported a register',
  },
  key: {
    ceremony: 'handled keys',
  },
  statistics: {
    read: 'read statistics',
  },
  audit: {
    read: 'read the audit log',
    prove: 'proved the audit log',
  },
  account: {
    manage: 'managed an account',
  },
  agent: {
    manage: 'managed a counter agent',
  },
  job: {
    manage: 'managed a job',
  },
  own: {
    read: 'looked at the own record',
    dispute: 'answered a report about themselves',
    request: 'made a request about themselves',
  },
};
