import { toPinyin } from '../../domain/duplicates/index.ts';
import type { Person, PersonDetails, PersonLine, PersonQuery, PersonStore } from '../../use-cases/ports/index.ts';
import type { PersonKey } from '../privacy/index.ts';
import { toLanguage } from './to-language.ts';
import { fromDateColumn, present, same, toBytesColumn, toDateColumn, toInstantColumn } from './columns.ts';
import type { StoreContext } from './store-context.ts';

/** Persons in the database: name and birth date in the clear, everything else under the person's key. */
export function makePersonStore({ db, keys, indexKey, clock }: StoreContext): PersonStore {
  const place = (column: string, rowId: string) => ({ table: 'person', column, rowId });
  const indexOf = (citizenId: string) => toBytesColumn(indexKey.blindIndex({ kind: 'citizen-id', number: citizenId }));
  const sealDetails = (key: PersonKey, id: string, details: PersonDetails) =>
    toBytesColumn(key.sealText(place('details_sealed', id), JSON.stringify(details)));

  const find = async (id: string): Promise<Person | undefined> => {
    const row = await db.person.findUnique({ where: { id } });
    if (row === null || row.citizenIdSealed === null || row.detailsSealed === null) return undefined;
    const { citizenIdSealed, detailsSealed } = row;
    return keys.use(id, (key) => ({
      id,
      officeId: row.officeId,
      name: row.name,
      birthDate: fromDateColumn(row.birthDate),
      citizenId: key.openText(place('citizen_id_sealed', id), citizenIdSealed),
      details: JSON.parse(key.openText(place('details_sealed', id), detailsSealed)) as PersonDetails,
      isSealed: row.isSealed,
      language: toLanguage(row.language),
      ...present('diedOn', row.diedOn, fromDateColumn),
    }));
  };

  return {
    find,
    async insert(person) {
      const { id, officeId, name, birthDate, citizenId, details, isSealed, language } = person;
      const sealed = await keys.use(id, (key) => ({
        citizenIdSealed: toBytesColumn(key.sealText(place('citizen_id_sealed', id), citizenId)),
        detailsSealed: sealDetails(key, id, details),
      }));
      const data = { id, officeId, name, pinyin: spell(name), birthDate: toDateColumn(birthDate), isSealed, language };
      const createdAt = toInstantColumn(clock());
      await db.person.create({ data: { ...data, ...sealed, citizenIdIndex: indexOf(citizenId), createdAt } });
    },
    async findByCitizenId(citizenId) {
      const where = { citizenIdIndex: indexOf(citizenId) };
      const row = await db.person.findUnique({ where, select: { id: true } });
      return row === null ? undefined : find(row.id);
    },
    async saveDetails(id, details) {
      const detailsSealed = await keys.use(id, (key) => sealDetails(key, id, details));
      await db.person.update({ where: { id }, data: { detailsSealed } });
    },
    async setSealed(id, isSealed) {
      await db.person.update({ where: { id }, data: { isSealed } });
    },
    async setLanguage(id, language) {
      await db.person.update({ where: { id }, data: { language } });
    },
    async setDied(id, diedOn) {
      await db.person.update({ where: { id }, data: { diedOn: toDateColumn(diedOn) } });
    },
    async search(query, { officeIds, limit }) {
      const where = { ...whereOf(query, indexOf), officeId: { in: [...officeIds] }, erasedAt: null };
      // In the order of the index that finds them: the register is never sorted for twenty hits.
      const orderBy = query.kind === 'pinyin' ? ({ pinyin: 'asc' } as const) : ({ name: 'asc' } as const);
      return (await db.person.findMany({ where, select: LINE, orderBy, take: limit })).map(toLine);
    },
    async bornOn(birthDate) {
      const where = { birthDate: toDateColumn(birthDate), erasedAt: null };
      return (await db.person.findMany({ where, select: LINE })).map(toLine);
    },
  };
}

const LINE = { id: true, officeId: true, name: true, birthDate: true, isSealed: true } as const;

function toLine(row: Omit<PersonLine, 'birthDate'> & { readonly birthDate: Date }): PersonLine {
  return { ...same(row), birthDate: fromDateColumn(row.birthDate) };
}

function whereOf(query: PersonQuery, indexOf: (citizenId: string) => Uint8Array<ArrayBuffer>) {
  if (query.kind === 'citizen-id') return { citizenIdIndex: indexOf(query.citizenId) };
  if (query.kind === 'name') return { name: { startsWith: query.prefix.normalize('NFC') } };
  return { pinyin: { startsWith: query.prefix.toLowerCase() } };
}

/** Syllables without tones, joined by blanks: what somebody types who cannot type the character. */
function spell(name: string): string {
  return toPinyin(name).join(' ').toLowerCase();
}
