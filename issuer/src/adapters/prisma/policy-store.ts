import { PermitError } from '@residence-permit/shared/errors';
import { parsePolicySet, type PolicySet } from '../../domain/policy/index.ts';
import type { PolicyStore } from '../../use-cases/ports/index.ts';
import { toDateColumn, toInstantColumn } from './columns.ts';
import type { Prisma } from './generated/client.ts';
import type { StoreContext } from './store-context.ts';

/** Rules of jurisdictions in the database, checked when they are read; a version is read once a process. */
export function makePolicyStore({ db, published }: Pick<StoreContext, 'db' | 'published'>): PolicyStore {
  const get = async (jurisdiction: string, version: string): Promise<PolicySet> => {
    const key = `${jurisdiction} ${version}`;
    const known = published.policies.get(key);
    if (known !== undefined) return known;
    const row = await db.policySet.findUnique({ where: { jurisdiction_version: { jurisdiction, version } } });
    if (row === null) throw new PermitError('SETTING_BAD', { detail: `no rules ${version} for ${jurisdiction}` });
    const policy = parsePolicySet(row.rules);
    published.policies.set(key, policy);
    return policy;
  };
  return {
    get,
    async current(jurisdiction, day) {
      const where = { jurisdiction, effectiveFrom: { lte: toDateColumn(day) } };
      const orderBy = [{ effectiveFrom: 'desc' }, { publishedAt: 'desc' }] as const;
      const row = await db.policySet.findFirst({ where, orderBy: [...orderBy], select: { version: true } });
      if (row === null) throw new PermitError('SETTING_BAD', { detail: `no rules for ${jurisdiction} on ${day}` });
      return get(jurisdiction, row.version);
    },
    async publish(policy, at) {
      const { jurisdiction, version, effectiveFrom } = policy;
      const rules = policy as unknown as Prisma.InputJsonValue;
      const dates = { effectiveFrom: toDateColumn(effectiveFrom), publishedAt: toInstantColumn(at) };
      await db.policySet.create({ data: { jurisdiction, version, rules, ...dates } });
    },
  };
}
