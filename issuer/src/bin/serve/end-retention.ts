import { join } from 'node:path';
import { sweepAccounts } from '../../adapters/accounts/index.ts';
import { sweepEvidence } from '../../adapters/evidence/sweep-evidence.ts';
import type { JobHandler } from '../../adapters/jobs/index.ts';
import type { ServiceParts } from './open-service.ts';

const DAY_MS = 86_400_000;

/** The handler of `end-retention`: papers past their last day lose their file, and what signing in left is swept. */
export function makeEndRetention({ database, settings, clock }: ServiceParts): JobHandler {
  const { prisma } = database;
  return async () => {
    const now = new Date(clock() * 1000);
    const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
    const past = { retainUntil: { lt: today }, removedAt: null };
    await prisma.evidence.updateMany({ where: past, data: { removedAt: now } });
    await sweepEvidence({ folder: join(settings.data, 'evidence'), named, nowMs: now.getTime() });
    await sweepAccounts({ database, clock });
  };

  /** Addresses that a paper still has whose person was not erased. */
  async function named(addresses: readonly Uint8Array[]): Promise<ReadonlySet<string>> {
    const rows = await prisma.$queryRaw<readonly { readonly address: Uint8Array }[]>`
      SELECT e.address FROM evidence e JOIN person p ON p.id = e.person_id
      WHERE e.removed_at IS NULL AND p.erased_at IS NULL AND e.address = ANY(${addresses.map((one) => new Uint8Array(one))})`;
    return new Set(rows.map(({ address }) => Buffer.from(address).toString('hex')));
  }
}
