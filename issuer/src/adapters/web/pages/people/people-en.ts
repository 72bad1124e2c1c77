import type { SameKeys } from '../../words/texts.ts';
import type { peopleZh } from './people-zh.ts';

/** Finding who stands at the counter, in English. */
export const peopleEn: SameKeys<typeof peopleZh> = {
  entry: 'Find who is at the counter: endorsement, residence, entitlements',
  title: 'Find who is at the counter',
  words:
    'To endorse a permit, to register where somebody lives, or to write entitlements to a card. Each search is written down, and the person sees it.',
  back: 'Back to finding somebody',
  text: {
    label: 'ID number or name',
    hint: 'ID number, or the beginning of the name or of its pinyin',
    missing: 'Enter an ID number, a name or its pinyin',
    wrong: 'Enter an ID number, a name or its pinyin',
  },
  find: 'Find',
  sealed: 'Sealed record',
  hits: 'Found',
  none: 'Nobody was found. Compare with the identity card and search again; for a first permit, enter a new application.',
  endorse: 'Endorsement',
  elsewhere: 'Another office keeps this record',
};
