import type { FieldId } from './field-labels.ts';
import type { NoteId } from './face-notes.ts';
import type { TextRun } from './set-text.ts';

/** A rectangle on a side: millimetres from the upper left corner of the cut card, y downwards. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What a printer mixes: text, labels, the band, and the card itself. */
export type FaceColour = 'ink' | 'quiet' | 'band' | 'paper';

/** What a piece of text is. */
export type TextPart = 'title' | 'title-en' | FieldId | `${FieldId}-label` | NoteId | `${NoteId}-en`;

/** One line, set: `x` is where it begins, `baseline` where its letters stand, both in millimetres. */
export type FaceLine = {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly runs: readonly TextRun[];
};

/** Text in its place. `size` is the side of the em square in millimetres. */
export type FaceText = {
  readonly kind: 'text';
  readonly part: TextPart;
  readonly text: string;
  readonly box: Box;
  readonly colour: FaceColour;
  readonly size: number;
  readonly lines: readonly FaceLine[];
};

/** Everything that is on one side of a card. A code is dark bars on paper; its box has the quiet zone in it. */
export type FaceElement =
  | FaceText
  | { readonly kind: 'fill'; readonly part: 'band' | 'rule'; readonly box: Box; readonly colour: FaceColour }
  | { readonly kind: 'portrait'; readonly part: 'portrait'; readonly box: Box; readonly jpeg: Uint8Array }
  | { readonly kind: 'code'; readonly part: 'code'; readonly box: Box; readonly bars: readonly Box[] };

/** The two sides of a card. */
export type FaceSide = 'front' | 'back';

/** A side as it is printed, in the order in which it is drawn. */
export type FaceSides = Readonly<Record<FaceSide, readonly FaceElement[]>>;
