import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Poppler reads in a PDF, page after page. Debian's `poppler-utils`. */
export function textOfPdf(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => (await run('pdftotext', ['-layout', path, '-'])).stdout);
}

/** What Poppler says about each page and its boxes, in points. */
export function boxesOfPdf(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => (await run('pdfinfo', ['-box', '-f', '1', '-l', '9', path])).stdout);
}

/** A page of a PDF as a PNG, so many pixels wide. `page` counts from 1. */
export function pictureOfPdf(
  pdf: Uint8Array,
  { page, width }: { readonly page: number; readonly width: number },
): Promise<Uint8Array> {
  return withFile(pdf, async (path) => {
    const parameters = ['-png', '-singlefile', '-f', String(page), '-scale-to-x', String(width), '-scale-to-y', '-1'];
    await run('pdftoppm', [...parameters, path, path]);
    return readFile(`${path}.png`);
  });
}

async function withFile<Value>(pdf: Uint8Array, work: (path: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'permit-poppler-'));
  try {
    const path = join(folder, 'document.pdf');
    await writeFile(path, pdf);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
