import type { Registration, RegistrationStore } from '../../use-cases/ports/index.ts';
import type { PersonKey } from '../privacy/index.ts';
import {
  changed,
  fromDateColumn,
  fromInstantColumn,
  named,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import type { RegistrationModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Intervals of residence in the database; their addresses are sealed. */
export function makeRegistrationStore({ db, keys }: Pick<StoreContext, 'db' | 'keys'>): RegistrationStore {
  return {
    async insert({ id, personId, officeId, state, source, enteredBy, isLate, version, ...rest }) {
      const addressSealed = await keys.use(personId, (key) => toBytesColumn(key.sealText(placeOf(id), rest.address)));
      await db.registration.create({
        data: {
          id,
          personId,
          keyId: personId,
          officeId,
          state,
          source,
          enteredBy,
          isLate,
          version,
          addressSealed,
          fromDate: toDateColumn(rest.from),
          toDate: rest.through === undefined ? null : toDateColumn(rest.through),
          createdAt: toInstantColumn(rest.createdAt),
          evidenceId: rest.evidenceId ?? null,
        },
      });
    },
    async find(id) {
      const row = await db.registration.findUnique({ where: { id } });
      return row === null ? undefined : keys.use(row.keyId, (key) => toRegistration(row, key));
    },
    async ofPerson(personId) {
      const rows = await db.registration.findMany({ where: { personId }, orderBy: { fromDate: 'asc' } });
      return Promise.all(rows.map((row) => keys.use(row.keyId, (key) => toRegistration(row, key))));
    },
    async save(before, change) {
      const data = named({
        state: change.state,
        toDate: changed(change.through, toDateColumn),
        verifiedBy: change.verifiedBy,
        verifiedAt: changed(change.verifiedAt, toInstantColumn),
        evidenceId: change.evidenceId,
      });
      const where = { id: before.id, version: before.version };
      const version = before.version + 1;
      requireOne(await db.registration.updateMany({ where, data: { ...data, version } }), 'the registration');
      return { ...before, ...change, version };
    },
  };
}

function placeOf(rowId: string) {
  return { table: 'registration', column: 'address_sealed', rowId };
}

function toRegistration(row: RegistrationModel, key: PersonKey): Registration {
  const { id, personId, officeId, enteredBy, isLate, version, addressSealed } = row;
  return {
    id,
    personId,
    officeId,
    enteredBy,
    isLate,
    version,
    state: row.state as Registration['state'],
    address: addressSealed === null ? '' : key.openText(placeOf(id), addressSealed),
    from: fromDateColumn(row.fromDate),
    source: row.source as Registration['source'],
    createdAt: fromInstantColumn(row.createdAt),
    ...present('through', row.toDate, fromDateColumn),
    ...present('verifiedBy', row.verifiedBy, same),
    ...present('verifiedAt', row.verifiedAt, fromInstantColumn),
    ...present('evidenceId', row.evidenceId, same),
  };
}
