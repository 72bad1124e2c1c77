import { toPinyin } from '../../domain/duplicates/index.ts';
import type { Person, PersonDetails, PersonLine, PersonQuery, PersonStore } from '../../use-cases/ports/index.ts';
import type { PersonKey } from '../privacy/index.ts';
import { toLanguage } from './to-language.ts';
import {
  fromDateColumn,
  fromInstantColumn,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import type { PersonModel } from './generated/models.ts';
import type { StoreContext } from './store-context.ts';

/** Persons in the database: name and birth date in the clear, everything else under the person's key. */
export function makePersonStore({ db, keys, indexKey, clock }: StoreContext): PersonStore {
  const place = (column: string, rowId: string) => ({ table: 'person', column, rowId });
  const earlierPlace = (rowId: string) => ({ table: 'earlier_name', column: 'name_sealed', rowId });
  const numberPlace = (rowId: string) => ({ table: 'earlier_citizen_id', column: 'citizen_id_sealed', rowId });
  const indexOf = (citizenId: string) => toBytesColumn(indexKey.blindIndex({ kind: 'citizen-id', number: citizenId }));
  const sealDetails = (key: PersonKey, id: string, details: PersonDetails) =>
    toBytesColumn(key.sealText(place('details_sealed', id), JSON.stringify(details)));

  /** Whose number it is; that of a merged record is its survivor's. */
  const idOf = async (citizenId: string): Promise<string | undefined> => {
    const where = { citizenIdIndex: indexOf(citizenId) };
    const row = await db.person.findUnique({ where, select: { id: true, mergedInto: true } });
    return row?.mergedInto ?? row?.id;
  };

  const whereNumber = async (citizenId: string): Promise<{ readonly id: string } | undefined> => {
    const id = await idOf(citizenId);
    return id === undefined ? undefined : { id };
  };

  const find = async (id: string): Promise<Person | undefined> => {
    const row = await db.person.findUnique({ where: { id } });
    return row === null || row.mergedInto !== null ? undefined : open(row);
  };

  const open = async (row: PersonModel): Promise<Person | undefined> => {
    const { id, citizenIdSealed, detailsSealed } = row;
    if (citizenIdSealed === null || detailsSealed === null) return undefined;
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
      const id = await idOf(citizenId);
      return id === undefined ? undefined : find(id);
    },
    async saveDetails(id, details) {
      const detailsSealed = await keys.use(id, (key) => sealDetails(key, id, details));
      await db.person.update({ where: { id }, data: { detailsSealed } });
    },
    async rename({ id, name: before }, { name, decisionId, at }) {
      const nameSealed = await keys.use(id, (key) => toBytesColumn(key.sealText(earlierPlace(decisionId), before)));
      await db.earlierName.create({
        data: { decisionId, personId: id, keyId: id, nameSealed, until: toInstantColumn(at) },
      });
      const data = { name: name.normalize('NFC'), pinyin: spell(name), nameDecisionId: decisionId };
      await db.person.update({ where: { id }, data });
    },
    async earlierNames(id) {
      const rows = await db.earlierName.findMany({ where: { personId: id }, orderBy: { until: 'asc' } });
      return Promise.all(
        rows.map(async ({ keyId, nameSealed, decisionId, until }) => ({
          name: await keys.use(keyId, (key) => key.openText(earlierPlace(decisionId), nameSealed)),
          decisionId,
          until: fromInstantColumn(until),
        })),
      );
    },
    async renumber({ id, citizenId: before }, { citizenId, birthDate, decisionId, at }) {
      const sealed = await keys.use(id, (key) => ({
        earlier: toBytesColumn(key.sealText(numberPlace(decisionId), before)),
        citizenIdSealed: toBytesColumn(key.sealText(place('citizen_id_sealed', id), citizenId)),
      }));
      const { earlier: citizenIdSealed, ...now } = sealed;
      await db.earlierCitizenId.create({
        data: { decisionId, personId: id, keyId: id, citizenIdSealed, until: toInstantColumn(at) },
      });
      const found = { citizenIdIndex: indexOf(citizenId), birthDate: toDateColumn(birthDate) };
      await db.person.update({ where: { id }, data: { ...now, ...found, citizenIdDecisionId: decisionId } });
    },
    async earlierCitizenIds(id) {
      const rows = await db.earlierCitizenId.findMany({ where: { personId: id }, orderBy: { until: 'asc' } });
      return Promise.all(
        rows.map(async ({ keyId, citizenIdSealed, decisionId, until }) => ({
          citizenId: await keys.use(keyId, (key) => key.openText(numberPlace(decisionId), citizenIdSealed)),
          decisionId,
          until: fromInstantColumn(until),
        })),
      );
    },
    async mergedInto(id) {
      const rows = await db.person.findMany({ where: { mergedInto: id }, orderBy: { createdAt: 'asc' } });
      return (await Promise.all(rows.map(open))).flatMap((person) => person ?? []);
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
      const which = query.kind === 'citizen-id' ? await whereNumber(query.citizenId) : whereOf(query);
      if (which === undefined) return [];
      const where = { ...which, officeId: { in: [...officeIds] }, ...OPEN };
      // In the order of the index that finds them: the register is never sorted for twenty hits.
      const orderBy = query.kind === 'pinyin' ? ({ pinyin: 'asc' } as const) : ({ name: 'asc' } as const);
      return (await db.person.findMany({ where, select: LINE, orderBy, take: limit })).map(toLine);
    },
    async bornOn(days) {
      const where = { birthDate: { in: days.map(toDateColumn) }, ...OPEN };
      return (await db.person.findMany({ where, select: LINE })).map(toLine);
    },
  };
}

/** Neither erased nor merged into another record. */
const OPEN = { erasedAt: null, mergedInto: null } as const;
const LINE = { id: true, officeId: true, name: true, birthDate: true, isSealed: true } as const;

function toLine(row: Omit<PersonLine, 'birthDate'> & { readonly birthDate: Date }): PersonLine {
  return { ...same(row), birthDate: fromDateColumn(row.birthDate) };
}

function whereOf(query: Exclude<PersonQuery, { readonly kind: 'citizen-id' }>) {
  if (query.kind === 'name') return { name: { startsWith: query.prefix.normalize('NFC') } };
  return { pinyin: { startsWith: query.prefix.toLowerCase() } };
}

/** Syllables without tones, joined by blanks: what somebody types who cannot type the character. */
function spell(name: string): string {
  return toPinyin(name).join(' ').toLowerCase();
}
