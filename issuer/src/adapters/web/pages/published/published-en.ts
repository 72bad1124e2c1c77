import type { SameKeys } from '../../words/texts.ts';
import type { publishedZh } from './published-zh.ts';

/** What the authority publishes, in English. */
export const publishedEn: SameKeys<typeof publishedZh> = {
  version: 'Version {{version}}, published on {{day}}',
  'version-0': 'First version',
  before: 'See the version before',
  comma: ', ',
  catalogue: {
    title: 'Catalogue of entitlements',
    words:
      'Public services that a permit card can carry: which department grants them, how they are used, and under which conditions. Each change is approved by two persons and published.',
    kind: 'Entitlement',
    use: 'How it is used',
    conditions: 'Conditions',
    closed: 'Not granted any more; what was granted stays good',
    survives: 'Can be used while the endorsement has lapsed',
    suspended: 'Cannot be used while the endorsement has lapsed',
    budget: 'Works without a network at terminals refreshed within {{days}} days',
    register: 'Kept in the register only, not on the card',
  },
  purposes: {
    title: 'Published purposes',
    words:
      'Whoever looks at personal data states a purpose. These are all that there are; anything beyond them is refused.',
    office: 'What officers open records for',
    'with-case': '(names the case)',
    terminals: 'What terminals read cards for',
    purpose: 'Purpose',
    reads: 'What is read',
    asks: 'What is asked',
  },
  fields: {
    '2': 'name',
    '3': 'birth date',
    '4': 'sex',
    '5': 'ethnic group',
    '6': 'citizen ID number',
    '7': 'hukou address',
    '8': 'residence address',
    '9': 'portrait',
    '10': 'issue and validity',
    '11': 'years and grounds of residence',
    '12': 'issuing authority',
    '13': 'over an age or not',
    '14': 'service class',
    '17': 'endorsement',
    '18': 'health entitlements',
    '19': 'job and skill entitlements',
    '20': 'housing and education entitlements',
    '21': 'culture, transport and other entitlements',
  },
  asks: {
    authentic: 'is the permit genuine',
    current: 'is the card neither lost nor revoked',
    inFunction: 'is the endorsement in force',
    chipGenuine: 'is it the original chip',
    entitled: 'does it cover the service',
  },
};
