import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';

/**
 * Takes over the pictures of the guides that the walk through the pages left, made small without loss; those that stood there before are taken
 * away. @throws RangeError when the walk left none
 */
export async function copyPictures(given: { readonly from: string; readonly to: string }): Promise<void> {
  for (const language of ['zh', 'en']) {
    const taken = join(given.from, language);
    if (!existsSync(taken)) throw new RangeError(`pictures: none in ${taken}; run test/guide first`);
    const kept = join(given.to, language);
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    for (const name of readdirSync(taken)) {
      const small = await sharp(join(taken, name)).webp({ lossless: true, effort: 6 }).toBuffer();
      writeFileSync(join(kept, `${basename(name, '.png')}.webp`), small);
    }
  }
}
