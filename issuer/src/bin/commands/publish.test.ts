import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decodeStatusListToken } from '@residence-permit/shared/status-list';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileWhole } from '../../files/index.ts';
import { openOffice } from '../office-folder.ts';
import { ceremonyCommand, publish } from './authority-commands.ts';

const clock = () => Date.UTC(2026, 5, 15) / 1000;
const output = { json: true };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-publish-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('publishing several times at once', () => {
  it('leaves the set with the highest numbers, and no lock', async () => {
    await ceremonyCommand({ output, office: folder, plan: {}, clock });
    const office = await openOffice(folder, clock);
    await Promise.all(Array.from({ length: 8 }, () => publish(office, office.paths.trust)));
    const { sequences } = await office.register.read();
    const status = join(office.paths.trust, 'status');
    const names = await readdir(status);
    const [list] = names.filter((name) => name.endsWith('.cwt'));
    expect(decodeStatusListToken(await readFileWhole(join(status, list ?? ''))).claims.seq).toBe(sequences.status);
    // One chain of changes leads there, each step from the one before.
    expect(names.filter((name) => name.endsWith(`-${sequences.status}.delta`))).toHaveLength(1);
    expect(names.some((name) => name.endsWith(`-${sequences.status - 1}-${sequences.status}.delta`))).toBe(true);
    expect((await readdir(dirname(office.paths.trust))).filter((name) => name.includes('.lock'))).toEqual([]);
  });
});
