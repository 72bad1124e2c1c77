import { existsSync } from 'node:fs';

/** Debian's packages of the fonts in which the office prints, and a file that each brings. */
const FONT_FILES = {
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  'fonts-hanazono': '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf',
} as const;

/** Packages that are not there; without the first nothing is printed, without the second no card face. */
export function missingFonts(): readonly string[] {
  return Object.entries(FONT_FILES).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
}
