import { ETHNIC_GROUPS } from '@residence-permit/shared/records';
import type { CardFace } from './card-face.ts';
import { CARD_SIZE } from './card-size.ts';
import type { FaceElement } from './face-element.ts';
import { faceNotes } from './face-notes.ts';
import type { TextPlace } from './fit-text.ts';
import { layField, layText } from './lay-text.ts';
import type { ChooseFonts } from './set-text.ts';

const BAND = { x: 0, y: 0, width: CARD_SIZE.width, height: 2.2 } as const;
const RULE = { x: 4, y: 29.2, width: 77.6, height: 0.15 } as const;

const ADDRESS = { line: { largest: 2.8, least: 2.2 }, wrapped: { largest: 2.2, least: 1.4 } } as const;
const PLACES = {
  ethnicGroup: { box: { x: 4, y: 3.6, width: 30, height: 5.8 }, line: { largest: 2.8, least: 1.8 } },
  citizenId: { box: { x: 36, y: 3.6, width: 45.6, height: 5.8 }, line: { largest: 2.8, least: 2.8 } },
  hukouAddress: { box: { x: 4, y: 9.9, width: 77.6, height: 9.2 }, ...ADDRESS },
  residenceAddress: { box: { x: 4, y: 19.6, width: 77.6, height: 9.2 }, ...ADDRESS },
} as const satisfies Record<string, TextPlace>;

const NOTE = {
  zh: { line: { largest: 1.6, least: 1.6 }, wrapped: { largest: 1.6, least: 1.4 } },
  en: { line: { largest: 1.3, least: 1.2 }, wrapped: { largest: 1.3, least: 1.2 } },
} as const;
const [X, WIDTH] = [4, 77.6] as const;
const NOTE_PLACES = {
  endorsement: {
    zh: { box: { x: X, y: 30, width: WIDTH, height: 4.1 }, ...NOTE.zh },
    en: { box: { x: X, y: 34.1, width: WIDTH, height: 3.3 }, ...NOTE.en },
  },
  loss: {
    zh: { box: { x: X, y: 38.1, width: WIDTH, height: 4.1 }, ...NOTE.zh },
    en: { box: { x: X, y: 42.2, width: WIDTH, height: 3.3 }, ...NOTE.en },
  },
  use: {
    zh: { box: { x: X, y: 46.2, width: WIDTH, height: 2.1 }, ...NOTE.zh },
    en: { box: { x: X, y: 48.3, width: WIDTH, height: 1.7 }, ...NOTE.en },
  },
} as const satisfies Record<string, Record<'zh' | 'en', TextPlace>>;

/**
 * The back: what the law puts on the card and nobody needs who only compares a face, so that a card on a counter does not show
 * ID number and addresses; and what holder and finder should know.
 * @throws PermitError GLYPH_MISSING, FACE_TEXT_TOO_LONG
 */
export function layBack({ record, office }: CardFace, chooseFonts: ChooseFonts): readonly FaceElement[] {
  const group = ETHNIC_GROUPS.get(record.ethnicGroup);
  const texts = {
    ethnicGroup: group === undefined ? record.ethnicGroup : `${group.zh} ${group.en}`,
    citizenId: record.citizenId,
    hukouAddress: record.hukouAddress,
    residenceAddress: record.residenceAddress,
  } as const satisfies Record<keyof typeof PLACES, string>;
  const fields = Object.keys(PLACES) as readonly (keyof typeof PLACES)[];
  const notes = faceNotes(office);
  const noteIds = Object.keys(NOTE_PLACES) as readonly (keyof typeof NOTE_PLACES)[];
  return [
    { kind: 'fill', part: 'band', box: BAND, colour: 'band' },
    ...fields.flatMap((field) => layField({ field, text: texts[field], place: PLACES[field] }, chooseFonts)),
    { kind: 'fill', part: 'rule', box: RULE, colour: 'quiet' },
    ...noteIds.flatMap((note) => [
      layText({ part: note, text: notes[note].zh, place: NOTE_PLACES[note].zh, colour: 'ink' }, chooseFonts),
      layText({ part: `${note}-en`, text: notes[note].en, place: NOTE_PLACES[note].en, colour: 'quiet' }, chooseFonts),
    ]),
  ];
}
