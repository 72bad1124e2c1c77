import { randomBytes, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PermitError } from '@residence-permit/shared/errors';
import { assert, property, uint8Array } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FieldPlace, IndexKey, makePersonKeys, MasterKeys, rewrapPersonKeys, SecretKey } from './index.ts';
import { PersonKey } from './person-key.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const aSecret = () => new SecretKey(random(32));
const PLACE: FieldPlace = { table: 'person', column: 'citizen_id_sealed', rowId: randomUUID() };
const ID_NUMBER = '11010519491231002X';

let store: PGlite;
beforeAll(async () => {
  store = await PGlite.create();
  await store.exec(
    'CREATE TABLE person_key (person_id uuid PRIMARY KEY, wrapped_key bytea NOT NULL, created_at timestamptz NOT NULL)',
  );
});
afterAll(() => store.close());

const aPersonKey = () => new PersonKey({ personId: randomUUID(), master: random(32), random });
const asStore = () => ({ query: (sql: string, values: readonly unknown[]) => store.query(sql, [...values]) });
const oneMaster = new MasterKeys(new Map([[1, aSecret()]]));

function someKeys(options: { readonly masters?: MasterKeys; readonly monotonicMs?: () => number } = {}) {
  return makePersonKeys({
    store: asStore(),
    masters: options.masters ?? oneMaster,
    random,
    monotonicMs: options.monotonicMs ?? (() => 0),
    limits: { entries: 2, lifeMs: 1000 },
  });
}

test('opens every field where it was sealed', () => {
  const key = aPersonKey();
  assert(
    property(uint8Array({ maxLength: 300 }), (plain) => {
      expect(key.openField(PLACE, key.sealField(PLACE, plain))).toEqual(plain);
    }),
  );
  expect(key.openText(PLACE, key.sealText(PLACE, '样本路1号'))).toBe('样本路1号');
});

test('refuses every changed bit and every cut of a sealed field with SEAL_BROKEN', () => {
  const key = aPersonKey();
  const sealed = key.sealText(PLACE, ID_NUMBER);
  const bad = (bytes: Uint8Array) =>
    expect(() => key.openField(PLACE, bytes)).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }));
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = sealed.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    bad(changed);
  }
  for (let length = 0; length < sealed.length; length += 1) bad(sealed.slice(0, length));
});

test('refuses a sealed field in another row, column or table, and under the key of another person', () => {
  const key = aPersonKey();
  const sealed = key.sealText(PLACE, ID_NUMBER);
  const elsewhere = [
    { ...PLACE, rowId: randomUUID() },
    { ...PLACE, column: 'details_sealed' },
    { ...PLACE, table: 'permit' },
  ];
  for (const place of elsewhere) expect(() => key.openField(place, sealed)).toThrow(PermitError);
  expect(() => aPersonKey().openField(PLACE, sealed)).toThrow(PermitError);
  expect(() => key.sealText({ ...PLACE, column: 'a.b' }, ID_NUMBER)).toThrow(RangeError);
});

test('prints no key', () => {
  const holders = [aSecret(), aPersonKey(), oneMaster, new IndexKey(aSecret())];
  for (const holder of holders) {
    expect(inspect(holder, { depth: 5, showHidden: true })).toMatch(/^\[[a-z ,0-9]+\]$/);
    expect(JSON.stringify(holder)).toMatch(/^"\[[a-z ]+\]"$/);
  }
});

test('finds an ID number again however it was typed, and tells kinds apart', () => {
  const key = new IndexKey(aSecret());
  const index = key.blindIndex({ kind: 'citizen-id', number: ID_NUMBER });
  expect(index).toHaveLength(32);
  for (const number of [
    '11010519491231002x',
    ' 110105 19491231 002X',
    '１１０１０５１９４９１２３１００２ｘ',
    '110105-19491231-002X',
  ]) {
    expect(key.blindIndex({ kind: 'citizen-id', number })).toEqual(index);
  }
  expect(key.blindIndex({ kind: 'passport', number: ID_NUMBER })).not.toEqual(index);
  expect(key.blindIndex({ kind: 'citizen-id', number: '440524188001010014' })).not.toEqual(index);
  expect(new IndexKey(aSecret()).blindIndex({ kind: 'citizen-id', number: ID_NUMBER })).not.toEqual(index);
});

test('lends the key of a person, with the same audit tag each time', async () => {
  const keys = someKeys();
  const [one, other] = [randomUUID(), randomUUID()];
  await keys.create(one);
  await keys.create(other);
  const tag = await keys.use(one, (key) => key.subjectTag());
  expect(await someKeys().use(one, (key) => key.subjectTag())).toEqual(tag);
  expect(await keys.use(other, (key) => key.subjectTag())).not.toEqual(tag);
  await expect(keys.create(one)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
});

test('wipes a lent key when the work is done', async () => {
  const keys = someKeys();
  const personId = randomUUID();
  await keys.create(personId);
  const kept = await keys.use(personId, (key) => key);
  expect(() => kept.sealText(PLACE, ID_NUMBER)).toThrow(expect.objectContaining({ code: 'PERSON_ERASED' }));
  await expect(
    keys.use(personId, () => {
      throw new RangeError('work failed');
    }),
  ).rejects.toThrow('work failed');
});

test('lends many keys at once and leaves out persons without one', async () => {
  const keys = someKeys();
  const persons = Array.from({ length: 5 }, () => randomUUID());
  for (const personId of persons) await keys.create(personId);
  const tags = await keys.useMany([...persons, randomUUID(), ...persons], (lent) =>
    [...lent].map(([personId, key]) => [personId, key.subjectTag()] as const),
  );
  expect(new Set(tags.map(([personId]) => personId))).toEqual(new Set(persons));
  expect(tags).toHaveLength(persons.length);
});

test('an erased person stops opening at once where the erasure ran, loans included', async () => {
  const keys = someKeys();
  const personId = randomUUID();
  await keys.create(personId);
  await keys.use(personId, async (key) => {
    expect(await keys.destroy(personId)).toBe(true);
    expect(() => key.sealText(PLACE, ID_NUMBER)).toThrow(expect.objectContaining({ code: 'PERSON_ERASED' }));
  });
  await expect(keys.use(personId, () => 'opened')).rejects.toMatchObject({ code: 'PERSON_ERASED' });
  expect(await keys.destroy(personId)).toBe(false);
});

test('a key that was being read while its person was erased is not lent', async () => {
  const personId = randomUUID();
  await someKeys().create(personId);
  let readBefore = () => {};
  const held = new Promise<void>((resolve) => {
    readBefore = resolve;
  });
  let answered = () => {};
  const read = new Promise<void>((resolve) => {
    answered = resolve;
  });
  let reads = 0;
  const slow = {
    query: async (sql: string, values: readonly unknown[]) => {
      const answer = await store.query(sql, [...values]);
      if (sql.startsWith('SELECT') && (reads += 1) === 1) {
        answered();
        await held;
      }
      return answer;
    },
  };
  const keys = makePersonKeys({ store: slow, masters: oneMaster, random, monotonicMs: () => 0 });
  const use = keys.use(personId, () => 'opened').catch((cause: unknown) => cause);
  await read;
  await keys.destroy(personId);
  readBefore();
  expect(await use).toMatchObject({ code: 'PERSON_ERASED' });
});

test('another process stops opening within the life of its cache, however often it opens', async () => {
  let now = 0;
  const elsewhere = someKeys({ monotonicMs: () => now });
  const personId = randomUUID();
  await elsewhere.create(personId);
  await elsewhere.use(personId, () => undefined);
  await someKeys().destroy(personId);
  for (now = 100; now < 1000; now += 100) await elsewhere.use(personId, () => undefined);
  now = 1000;
  await expect(elsewhere.use(personId, () => undefined)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
});

test('refuses a wrapped key that was put in the row of another person', async () => {
  const keys = someKeys();
  const [one, other] = [randomUUID(), randomUUID()];
  await keys.create(one);
  await keys.create(other);
  await store.query(
    'UPDATE person_key SET wrapped_key = (SELECT wrapped_key FROM person_key WHERE person_id = $1) WHERE person_id = $2',
    [one, other],
  );
  await expect(keys.use(other, () => undefined)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
});

test('a new master key takes over all persons, and the old one may go', async () => {
  await store.query('DELETE FROM person_key');
  const [first, second] = [aSecret(), aSecret()];
  const persons = Array.from({ length: 7 }, () => randomUUID());
  const before = someKeys({ masters: new MasterKeys(new Map([[1, first]])) });
  for (const personId of persons) await before.create(personId);
  const sealed = await before.use(persons[0] ?? '', (key) => key.sealText(PLACE, ID_NUMBER));

  const only = new MasterKeys(new Map([[2, second]]));
  await expect(someKeys({ masters: only }).use(persons[0] ?? '', () => undefined)).rejects.toMatchObject({
    code: 'KEY_BAD',
  });
  const both = new MasterKeys(
    new Map([
      [1, first],
      [2, second],
    ]),
  );
  expect(await rewrapPersonKeys({ store: asStore(), masters: both, random })).toBe(7);
  expect(await rewrapPersonKeys({ store: asStore(), masters: both, random })).toBe(0);
  const opened = await someKeys({ masters: only }).use(persons[0] ?? '', (key) => key.openText(PLACE, sealed));
  expect(opened).toBe(ID_NUMBER);
});

test('names a key store that fails', async () => {
  const closed = makePersonKeys({
    store: { query: () => Promise.reject(new Error('gone')) },
    masters: oneMaster,
    random,
    monotonicMs: () => 0,
  });
  await expect(closed.use(randomUUID(), () => undefined)).rejects.toMatchObject({ code: 'STORE_FAILED' });
});
