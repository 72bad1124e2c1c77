import { SEXES } from '@residence-permit/shared/records';
import type { CardFace } from './card-face.ts';
import { CARD_SIZE, SAFE_MARGIN } from './card-size.ts';
import type { FaceElement } from './face-element.ts';
import type { FieldId } from './field-labels.ts';
import type { TextPlace } from './fit-text.ts';
import { CODE_SIDE, layCode } from './lay-code.ts';
import { layField, layText } from './lay-text.ts';
import type { ChooseFonts } from './set-text.ts';

const BAND = { x: 0, y: 0, width: CARD_SIZE.width, height: 11 } as const;
const TITLE = {
  zh: { box: { x: 4, y: 3.1, width: 17, height: 6.5 }, line: { largest: 5.2, least: 5.2 } },
  en: { box: { x: 22, y: 5.2, width: 40, height: 3.8 }, line: { largest: 3, least: 3 } },
} as const;
/** The chip's portrait is 3 to 4, as the picture of 24 by 32 mm that is handed in. */
const PORTRAIT = { x: 4, y: 13.5, width: 21, height: 28 } as const;
const CODE_CORNER = {
  x: CARD_SIZE.width - SAFE_MARGIN - CODE_SIDE,
  y: CARD_SIZE.height - SAFE_MARGIN - CODE_SIDE,
} as const;

/** Fields from the left edge of the portrait to the safe margin; what belongs together stands on one row. */
const PLACES = {
  name: {
    box: { x: 28.5, y: 13.2, width: 54, height: 11.7 },
    line: { largest: 4.6, least: 3.2 },
    wrapped: { largest: 3.2, least: 1.9 },
  },
  sex: { box: { x: 28.5, y: 25.6, width: 19, height: 5.8 }, line: { largest: 2.8, least: 1.6 } },
  birthDate: { box: { x: 48.5, y: 25.6, width: 16.5, height: 5.8 }, line: { largest: 2.8, least: 2 } },
  issueDate: { box: { x: 66, y: 25.6, width: 16.6, height: 5.8 }, line: { largest: 2.8, least: 2 } },
  permitNumber: { box: { x: 28.5, y: 32.1, width: 54, height: 5.8 }, line: { largest: 2.8, least: 1.8 } },
  issuingAuthority: {
    box: { x: 28.5, y: 38.6, width: 40, height: 7.8 },
    line: { largest: 2.6, least: 2 },
    wrapped: { largest: 2.2, least: 1.5 },
  },
  can: { box: { x: 4, y: 43, width: 24, height: 7.9 }, line: { largest: 4.4, least: 4.4 } },
} as const satisfies { readonly [Field in FieldId]?: TextPlace };

/**
 * The front: what somebody who compares the card with a face needs, and what a terminal asks for. Dates as the record has them,
 * which both languages read.
 * @throws PermitError GLYPH_MISSING, FACE_TEXT_TOO_LONG
 */
export function layFront({ record, can }: CardFace, chooseFonts: ChooseFonts): readonly FaceElement[] {
  const { issue } = record;
  const sex = SEXES[record.sex];
  const texts = {
    name: record.name,
    sex: `${sex.zh} ${sex.en}`,
    birthDate: record.birthDate,
    issueDate: issue.issueDate,
    permitNumber: issue.permitNumber,
    issuingAuthority: issue.issuingAuthority,
    can,
  } as const satisfies Record<keyof typeof PLACES, string>;
  const fields = Object.keys(PLACES) as readonly (keyof typeof PLACES)[];
  return [
    { kind: 'fill', part: 'band', box: BAND, colour: 'band' },
    layText({ part: 'title', text: '居住证', place: TITLE.zh, colour: 'paper' }, chooseFonts),
    layText({ part: 'title-en', text: 'RESIDENCE PERMIT', place: TITLE.en, colour: 'paper' }, chooseFonts),
    { kind: 'portrait', part: 'portrait', box: PORTRAIT, jpeg: record.portrait },
    ...fields.flatMap((field) => layField({ field, text: texts[field], place: PLACES[field] }, chooseFonts)),
    layCode(can, CODE_CORNER),
  ];
}
