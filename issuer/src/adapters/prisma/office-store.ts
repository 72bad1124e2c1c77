import { PermitError } from '@residence-permit/shared/errors';
import type { OfficeStore } from '../../use-cases/ports/index.ts';
import type { StoreContext } from './store-context.ts';

const COLUMNS = {
  select: {
    id: true,
    name: true,
    jurisdiction: true,
    utcOffsetMinutes: true,
    address: true,
    telephone: true,
    reviewBody: true,
    court: true,
  },
} as const;

/** Offices in the database. The service adds them and changes none, so each is read once a process. */
export function makeOfficeStore({ db, published }: Pick<StoreContext, 'db' | 'published'>): OfficeStore {
  return {
    async get(id) {
      const known = published.offices.get(id);
      if (known !== undefined) return known;
      const row = await db.office.findUnique({ where: { id }, ...COLUMNS });
      if (row === null) throw new PermitError('STORE_CONFLICT', { detail: `no office ${id}` });
      published.offices.set(id, row);
      return row;
    },
    list: () => db.office.findMany({ orderBy: { id: 'asc' }, ...COLUMNS }),
    async insert(office) {
      await db.office.create({ data: office });
    },
  };
}
