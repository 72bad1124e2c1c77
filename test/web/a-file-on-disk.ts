import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Path of a file for an upload, until the test ends. Unlike bytes of the test, a browser can send it again. */
export function aFileOnDisk(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'permit-upload-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
