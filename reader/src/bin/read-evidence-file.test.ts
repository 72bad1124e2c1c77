import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_EVIDENCE_BYTES } from '../evidence/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replayFile } from './read-evidence-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-evidence-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an evidence file', () => {
  it('that is a pipe or a device, and would never end, is refused', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(replayFile(pipe, undefined)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(replayFile('/dev/zero', undefined)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  it('that is larger than any is refused before it is read', async () => {
    const file = join(folder, 'large');
    await writeFile(file, '');
    await truncate(file, MAX_EVIDENCE_BYTES + 1);
    await expect(replayFile(file, undefined)).rejects.toMatchObject({ code: 'EVIDENCE_BAD' });
  });
});
