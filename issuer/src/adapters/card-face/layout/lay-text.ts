import { PermitError } from '@residence-permit/shared/errors';
import type { FaceColour, FaceText, TextPart } from './face-element.ts';
import { FIELD_LABELS, type FieldId } from './field-labels.ts';
import { fitText, type TextPlace } from './fit-text.ts';
import type { ChooseFonts } from './set-text.ts';

const LABEL_SIZE = 1.7;
const LABEL_HEIGHT = 2.2;

/** A text that is put into its place. @throws PermitError GLYPH_MISSING; FACE_TEXT_TOO_LONG naming the part */
export function layText(
  {
    part,
    text,
    place,
    colour,
  }: {
    readonly part: TextPart;
    readonly text: string;
    readonly place: TextPlace;
    readonly colour: FaceColour;
  },
  chooseFonts: ChooseFonts,
): FaceText {
  const fitted = fitText(text, place, chooseFonts(text));
  if (fitted === undefined) throw new PermitError('FACE_TEXT_TOO_LONG', { detail: part });
  return { kind: 'text', part, text, colour, box: place.box, ...fitted };
}

/** A field: its label in both languages, and below it what the record says. @throws PermitError as `layText` */
export function layField(
  { field, text, place }: { readonly field: FieldId; readonly text: string; readonly place: TextPlace },
  chooseFonts: ChooseFonts,
): readonly FaceText[] {
  const { zh, en } = FIELD_LABELS[field];
  const { x, y, width } = place.box;
  const label = {
    box: { x, y, width, height: LABEL_HEIGHT },
    line: { largest: LABEL_SIZE, least: LABEL_SIZE },
  };
  const value = { ...place, box: { ...place.box, y: y + LABEL_HEIGHT, height: place.box.height - LABEL_HEIGHT } };
  return [
    layText({ part: `${field}-label`, text: `${zh} ${en}`, place: label, colour: 'quiet' }, chooseFonts),
    layText({ part: field, text, place: value, colour: 'ink' }, chooseFonts),
  ];
}
