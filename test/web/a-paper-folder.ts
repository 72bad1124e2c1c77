import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aDrawnFace, aScan } from '../builders/invented-people.ts';

/** A folder with the papers that somebody brings with a first application, each named after its kind. */
export async function aPaperFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'permit-papers-'));
  writeFileSync(join(folder, 'PORTRAIT.jpg'), await aDrawnFace());
  for (const [order, type] of ['ID_CARD', 'LEASE', 'TALENT_CERTIFICATE'].entries()) {
    writeFileSync(join(folder, `${type}.png`), await aScan(order + 1));
  }
  return folder;
}
