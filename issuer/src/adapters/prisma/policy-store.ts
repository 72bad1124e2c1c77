import { PermitError } from '@residence-permit/shared/errors';
import { parsePolicySet } from '../../domain/policy/index.ts';
import type { PolicyStore } from '../../use-cases/ports/index.ts';
import { toDateColumn, toInstantColumn } from './columns.ts';
import type { Prisma } from './generated/client.ts';
import type { StoreContext } from './store-context.ts';

/** Rules of jurisdictions in the database, checked again when they are read. */
export function makePolicyStore({ db }: Pick<StoreContext, 'db'>): PolicyStore {
  return {
    async current(jurisdiction, day) {
      const where = { jurisdiction, effectiveFrom: { lte: toDateColumn(day) } };
      const orderBy = [{ effectiveFrom: 'desc' }, { publishedAt: 'desc' }] as const;
      const row = await db.policySet.findFirst({ where, orderBy: [...orderBy] });
      return parse(row?.rules, `no rules for ${jurisdiction} on ${day}`);
    },
    async get(jurisdiction, version) {
      const row = await db.policySet.findUnique({ where: { jurisdiction_version: { jurisdiction, version } } });
      return parse(row?.rules, `no rules ${version} for ${jurisdiction}`);
    },
    async publish(policy, at) {
      const { jurisdiction, version, effectiveFrom } = policy;
      const rules = policy as unknown as Prisma.InputJsonValue;
      const dates = { effectiveFrom: toDateColumn(effectiveFrom), publishedAt: toInstantColumn(at) };
      await db.policySet.create({ data: { jurisdiction, version, rules, ...dates } });
    },
  };
}

function parse(rules: Prisma.JsonValue | undefined, missing: string) {
  if (rules === undefined) throw new PermitError('SETTING_BAD', { detail: missing });
  return parsePolicySet(rules);
}
