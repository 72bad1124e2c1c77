import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeEnterApplication } from '@residence-permit/issuer/use-cases/applications';
import { expect, it } from 'vitest';
import { fillDisk } from '../builders/fill-disk.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { ownDatabase } from '../builders/own-database.ts';
import { aSignedIn } from '../builders/signed-in.ts';
import { storesOver } from '../builders/stores-over.ts';
import { DISK_USERS, rerunOnSmallDisk, SMALL_DISK } from '../service/run-on-small-disk.ts';

/** Room for both databases and their write-ahead log. */
const SIZE_MIB = 256;
const LIMIT_MS = 300_000;
/** A table asks for room after some rows, not at each. */
const MAX_CASES = 2000;

const disk = process.env[SMALL_DISK];

if (disk === undefined) {
  it.each(DISK_USERS)(
    'refuses what the embedded database of %s has no room for, and goes on when there is',
    {
      timeout: LIMIT_MS,
    },
    async (user) => {
      const outcome = await rerunOnSmallDisk(import.meta.url, { sizeMiB: SIZE_MIB, user });
      expect([...outcome.values()]).toEqual(['passed']);
    },
  );
} else {
  it('keeps each case whole or not at all', { timeout: LIMIT_MS }, async () => {
    expect(statSync(disk).uid).toBe(process.getuid?.());
    const stores = await storesOver(await ownDatabase('embedded', disk), { clock: () => 1_750_000_000 });
    const { prisma } = stores.database;
    const enter = makeEnterApplication(stores);
    const clerk = aSignedIn(['clerk']);
    const enterCase = async (order: number): Promise<void> => {
      const person = { citizenId: anIdNumber('1988-02-14', order), name: '样例丁', details: PARTICULARS };
      const input = { door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false, person } as const;
      const entered = await enter(clerk, { ...input, officeId: clerk.officeId ?? '' });
      if (!entered.ok) throw new Error(entered.refusal);
    };
    const filler = join(disk, 'filler');
    fillDisk(filler);

    const { entered, fault } = await enterUntilRefused(enterCase);
    expect(fault).toMatchObject({ code: 'STORE_FAILED' });

    rmSync(filler);
    // Where the log had no room either, the server starts itself anew.
    await expect.poll(() => enterCase(entered + 1).then(() => 'entered'), { timeout: 60_000 }).toBe('entered');
    const cases = await prisma.application.findMany({ include: { facts: true } });
    expect(cases).toHaveLength(entered + 1);
    expect(await prisma.person.count()).toBe(entered + 1);
    expect(await prisma.lifecycleMove.count()).toBe(entered + 1);
    expect(cases.filter(({ facts }) => facts.length === 0)).toEqual([]);
    await stores.close();
  });
}

async function enterUntilRefused(enterCase: (order: number) => Promise<void>) {
  for (let entered = 0; entered < MAX_CASES; entered += 1) {
    const fault: unknown = await enterCase(entered + 1).catch((cause: unknown) => cause);
    if (fault !== undefined) return { entered, fault };
  }
  return { entered: MAX_CASES, fault: undefined };
}
