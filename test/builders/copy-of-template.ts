import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

/**
 * Fills a folder with a copy of a template, which the first caller of a run makes. Two who come first at once make one each, and
 * one of them is kept.
 * @param make fills an empty folder; nothing in it may name its own place
 */
export async function copyOfTemplate(name: string, to: string, make: (folder: string) => Promise<void>): Promise<void> {
  const template = join(inject('runFolder'), `template-${name}`);
  if (!existsSync(template)) {
    const mine = `${template}-${randomUUID()}`;
    await mkdir(mine);
    await make(mine);
    await rename(mine, template).catch(() => rm(mine, { recursive: true }));
  }
  await cp(template, to, { recursive: true });
}
