import { create, type Font } from 'fontkit';
import { DEBIAN_FONTS, type DocumentFonts, type FontSetting, openDocumentFonts } from '../../documents/index.ts';

/** Where Debian's `fonts-hanazono` puts its faces, which have the characters of CJK Extensions A to F. */
const HANAZONO = '/usr/share/fonts/truetype/hanazono';

/**
 * The fonts of a face, SIL Open Font License 1.1: the one of nearly all texts, and three that look alike for a text with a
 * character that it lacks. All have to be there: who prints names prints rare ones.
 */
export const FACE_FONTS = [
  ...DEBIAN_FONTS,
  { path: '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', face: 'NotoSerifCJKsc-Regular' },
  { path: `${HANAZONO}/HanaMinA.ttf` },
  { path: `${HANAZONO}/HanaMinB.ttf` },
] as const satisfies readonly FontSetting[];

/** One font, for measuring and for outlines (`font`) and for embedding (the rest). */
export type FaceFont = DocumentFonts[number] & { readonly font: Font };

/** The wanted font first; after it, in the order in which a character looks for one that has it, those for what it lacks. */
export type FaceFonts = readonly FaceFont[];

/**
 * Reads the fonts once.
 * @throws PermitError SETTING_BAD naming the file that is missing or is no font; also without any font
 */
export async function openFaceFonts(settings: readonly FontSetting[]): Promise<FaceFonts> {
  const opened = await openDocumentFonts(settings);
  return opened.map((font) => ({ ...font, font: fontOf(font) }));
}

function fontOf({ bytes, face }: DocumentFonts[number]): Font {
  const made = face === undefined ? create(bytes) : create(bytes, face);
  if ('fonts' in made) throw new TypeError('font: want one face, got a collection');
  return made;
}
