import type { DuplicateCandidate, DuplicateStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, toInstantColumn } from './columns.ts';
import type { DuplicateCandidateModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Pairs of persons in the database; the lesser UUID comes first, so that a pair is there once. */
export function makeDuplicateStore({ db }: Pick<StoreContext, 'db'>): DuplicateStore {
  return {
    async add(pairs, at) {
      const foundAt = toInstantColumn(at);
      const data = pairs.map(({ id, persons: [one, other] }) => {
        const [personA, personB] = one < other ? [one, other] : [other, one];
        return { id, personA, personB, foundAt };
      });
      await db.duplicateCandidate.createMany({ data, skipDuplicates: true });
    },
    async find(id) {
      const row = await db.duplicateCandidate.findUnique({ where: { id } });
      return row === null ? undefined : toCandidate(row);
    },
    async ofPerson(personId) {
      const where = { OR: [{ personA: personId }, { personB: personId }] };
      const pairs = (await db.duplicateCandidate.findMany({ where, orderBy: { foundAt: 'asc' } })).map(toCandidate);
      const ids = pairs.flatMap(({ personA, personB }) => [personA, personB]);
      const merged = { id: { in: ids }, mergedInto: { not: null } };
      const closed = new Set((await db.person.findMany({ where: merged, select: { id: true } })).map(({ id }) => id));
      return pairs.filter(({ personA, personB }) => !closed.has(personA) && !closed.has(personB));
    },
    async decide({ id }, { outcome, reason, by, at }) {
      const data = { outcome, reason, decidedBy: by, decidedAt: toInstantColumn(at) };
      requireOne(await db.duplicateCandidate.updateMany({ where: { id, outcome: null }, data }), 'the pair');
    },
    async reopen(id) {
      const data = { outcome: null, reason: null, decidedBy: null, decidedAt: null };
      await db.duplicateCandidate.update({ where: { id }, data });
    },
  };
}

function toCandidate(row: DuplicateCandidateModel): DuplicateCandidate {
  const { id, personA, personB, foundAt, outcome, reason, decidedBy, decidedAt } = row;
  const found = { id, personA, personB, foundAt: fromInstantColumn(foundAt) };
  if (outcome === null || reason === null || decidedBy === null || decidedAt === null) return found;
  const said = outcome === 'SAME' ? ('SAME' as const) : ('DIFFERENT' as const);
  return { ...found, decided: { outcome: said, reason, by: decidedBy, at: fromInstantColumn(decidedAt) } };
}
