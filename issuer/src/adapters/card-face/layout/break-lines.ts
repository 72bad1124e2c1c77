import { type SetText, widthOf } from './set-text.ts';

/** What stays together on a line, and the space after it, which counts only when something follows. Widths in em. */
type Atom = { readonly text: string; readonly width: number; readonly space: string; readonly spaceWidth: number };

/**
 * Han characters part anywhere, but no line begins with a closing mark or the dot of a name, nor ends with an opening one
 * (GB/T 15834-2011, 5.1, clause unchecked). Words and numbers stay whole,
 * and so does what a no-break space joins.
 */
const ATOM = /[（《“(]*(?:[\p{Script=Latin}\p{Nd}\u00A0.,;:'’/-]+|[^ ])[·•，。、；：！？）》”)]* */gu;

/** The parts of a transliterated name, each with the dot after it. */
const NAME_PART = /[^· ]+·* */gu;

/**
 * Breaks a text into lines of a width in em: at the dots of a name where that does, else anywhere that is allowed. Nothing
 * when a word is wider than a line.
 */
export function breakLines(text: string, width: number, setText: SetText): readonly string[] | undefined {
  return fill(atomsOf(text, NAME_PART, setText), width) ?? fill(atomsOf(text, ATOM, setText), width);
}

function atomsOf(text: string, shape: RegExp, setText: SetText): readonly Atom[] {
  return (text.match(shape) ?? []).map((piece) => {
    const trimmed = piece.trimEnd();
    const space = piece.slice(trimmed.length);
    return { text: trimmed, width: widthOf(setText(trimmed)), space, spaceWidth: widthOf(setText(space)) };
  });
}

function fill(atoms: readonly Atom[], width: number): readonly string[] | undefined {
  const lines: string[] = [];
  let [line, used, space, spaceWidth] = ['', 0, '', 0];
  for (const atom of atoms) {
    if (atom.width > width) return undefined;
    if (line !== '' && used + spaceWidth + atom.width > width) {
      lines.push(line);
      [line, used] = [atom.text, atom.width];
    } else {
      [line, used] = [line + space + atom.text, used + spaceWidth + atom.width];
    }
    ({ space, spaceWidth } = atom);
  }
  return [...lines, line];
}
