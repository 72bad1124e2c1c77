import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const WASM = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
// Else the library would fetch it.
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(WASM)).buffer } });

/** What a scanner reads in a picture (PNG or JPEG), by ZXing: each code with its kind and its text. */
export async function readCodes(
  picture: Uint8Array,
): Promise<readonly { readonly format: string; readonly text: string }[]> {
  const found = await readBarcodes(Uint8Array.from(picture));
  return found.filter(({ isValid }) => isValid).map(({ format, text }) => ({ format, text }));
}
