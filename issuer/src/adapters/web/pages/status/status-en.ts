import type { SameKeys } from '../../words/texts.ts';
import type { statusZh } from './status-zh.ts';

/** How the service stands, in English. */
export const statusEn: SameKeys<typeof statusZh> = {
  title: 'State of the service',
  ready: 'Everything works.',
  'not-ready': 'A part does not work. Tell whoever runs the service.',
  'looked-at': 'As of {{time}}',
  again: 'Look again',
  health: 'Parts',
  part: 'Part',
  state: 'State',
  ok: 'Works',
  'not-ok': 'Does not work',
  parts: {
    database: 'Database',
    signer: 'Signer',
    queue: 'Queue of jobs',
    clock: 'Clock',
    audit: 'Audit log',
    storage: 'Room on disk',
  },
  files: 'Published signed files',
  'files-words':
    'Terminals check cards with these files, without a network. Once a file has ended they can only say “unknown” to what rests on it.',
  file: 'File',
  age: 'Age',
  until: 'Good until',
  kinds: { root: 'Root', bundle: 'Trust bundle', 'status-list': 'Status list' },
  standings: { good: 'Good', soon: 'Ends soon', over: 'Has ended' },
  size: '{{number}} kB',
  minutes: '{{number}} minutes',
  hours: '{{number}} hours',
  days: '{{number}} days',
  none: 'Nothing is published yet.',
};
