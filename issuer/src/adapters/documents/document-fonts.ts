import { readFile } from 'node:fs/promises';
import { PermitError } from '@residence-permit/shared/errors';
import PdfDocument from 'pdfkit';

/** A font file. A collection (`.ttc`) needs the PostScript name of one of its faces. */
export type FontSetting = { readonly path: string; readonly face?: string };

/** Where Debian's `fonts-noto-cjk` puts the face with mainland forms of characters; SIL Open Font License 1.1. */
export const DEBIAN_FONTS = [
  { path: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', face: 'NotoSansCJKsc-Regular' },
] as const satisfies readonly FontSetting[];

/** Fonts that were read and tried, in the order in which a text looks for one that has all of its characters. */
export type DocumentFonts = readonly OpenFont[];

/** Its bytes stay in memory, since every document embeds a part of them. */
export type OpenFont = { readonly name: string; readonly bytes: Buffer; readonly face: string | undefined };

/**
 * Reads the fonts once, at start.
 * @throws PermitError SETTING_BAD naming the file that is missing or is no font; also without any font
 */
export async function openDocumentFonts(settings: readonly FontSetting[]): Promise<DocumentFonts> {
  if (settings.length === 0) throw new PermitError('SETTING_BAD', { detail: 'no font for documents' });
  return Promise.all(settings.map(openFont));
}

async function openFont({ path, face }: FontSetting, index: number): Promise<OpenFont> {
  try {
    const bytes = await readFile(path);
    // Opening a face is the only way to learn that a file is a font and has that face.
    const trial = new PdfDocument({ autoFirstPage: false, font: '' });
    if (face === undefined) trial.font(bytes);
    else trial.font(bytes, face);
    return { name: `font-${index}`, bytes, face };
  } catch (cause) {
    throw new PermitError('SETTING_BAD', {
      cause,
      detail: `font ${path}${face === undefined ? '' : `, face ${face}`}`,
    });
  }
}
