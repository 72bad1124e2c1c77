import { type CborValue, type MapReader, readMap } from '../cbor/index.ts';
import { type EntitlementKind, isEntitlementGroup, USE_MODELS } from '../entitlements/index.ts';
import { DecodeError } from '../errors/index.ts';
import { ANSWER_IDS, type AnswerId, type Purpose, type Titles } from '../purposes/index.ts';
import { isCatalogueId, isGrantor } from '../records/index.ts';

const KEY_ID = 0;
const KEY_ZH = 1;
const KEY_EN = 2;
const KEY_FIELDS = 3;
const KEY_ASKS = 4;
const KEY_KIND = 5;
const KEY_DATA_GROUP = 6;
const KEY_GRANTOR = 7;
const KEY_MODEL = 8;
const KEY_SURVIVES = 9;
const KEY_STALENESS = 10;
const MAX_TITLE_CODE_POINTS = 80;
/** Data groups that a purpose may name. DG1 is always read, DG12 belongs to the signer. */
const READABLE: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21]);

export function encodePurpose(purpose: Purpose): CborValue {
  const map = new Map<number, CborValue>([
    [KEY_ID, purpose.id],
    [KEY_ZH, purpose.titles.zh],
    [KEY_EN, purpose.titles.en],
    [KEY_FIELDS, purpose.fields],
    [KEY_ASKS, purpose.asks.map((id) => ANSWER_IDS.indexOf(id))],
  ]);
  if (purpose.kind !== undefined) map.set(KEY_KIND, purpose.kind);
  return map;
}

/** @throws DecodeError TRUST_MALFORMED */
export function decodePurpose(value: CborValue): Purpose {
  const map = readMap(value, 'TRUST_MALFORMED');
  const purpose: Purpose = {
    id: readId(map, KEY_ID),
    titles: readTitles(map),
    fields: readAscending(map.array(KEY_FIELDS)),
    asks: readAscending(map.array(KEY_ASKS)).map(answerAt),
    ...(map.has(KEY_KIND) ? { kind: readId(map, KEY_KIND) } : {}),
  };
  map.done();
  const asksEntitled = purpose.asks.includes('entitled');
  if (purpose.asks.length === 0 || asksEntitled !== (purpose.kind !== undefined)) throw malformed('purpose');
  if (!purpose.fields.every((dataGroup) => READABLE.has(dataGroup))) throw malformed('purpose: fields');
  return purpose;
}

/** Whether a bundle can carry a purpose: what the decoder would take. */
export function isPurposeWellFormed(purpose: Purpose): boolean {
  try {
    decodePurpose(encodePurpose(purpose));
    return true;
  } catch (cause) {
    if (cause instanceof DecodeError) return false;
    throw cause;
  }
}

export function encodeKind(kind: EntitlementKind): CborValue {
  return new Map<number, CborValue>([
    [KEY_ID, kind.id],
    [KEY_ZH, kind.titles.zh],
    [KEY_EN, kind.titles.en],
    [KEY_DATA_GROUP, kind.dataGroup],
    [KEY_GRANTOR, kind.grantor],
    [KEY_MODEL, USE_MODELS.indexOf(kind.model)],
    [KEY_SURVIVES, kind.survivesSuspension],
    [KEY_STALENESS, kind.stalenessBudget],
  ]);
}

/** @throws DecodeError TRUST_MALFORMED */
export function decodeKind(value: CborValue): EntitlementKind {
  const map = readMap(value, 'TRUST_MALFORMED');
  const dataGroup = map.uint(KEY_DATA_GROUP);
  const model = USE_MODELS[map.uint(KEY_MODEL)];
  const grantor = map.text(KEY_GRANTOR);
  const parts = {
    id: readId(map, KEY_ID),
    titles: readTitles(map),
    survivesSuspension: map.bool(KEY_SURVIVES),
    stalenessBudget: map.uint(KEY_STALENESS),
  };
  map.done();
  if (!isEntitlementGroup(dataGroup) || model === undefined || !isGrantor(grantor)) throw malformed('kind');
  return { ...parts, dataGroup, model, grantor };
}

function readId(map: MapReader, key: number): string {
  const id = map.text(key);
  if (!isCatalogueId(id)) throw malformed('id');
  return id;
}

function readTitles(map: MapReader): Titles {
  const titles = { zh: map.text(KEY_ZH), en: map.text(KEY_EN) };
  const good = (title: string) => title !== '' && Array.from(title).length <= MAX_TITLE_CODE_POINTS;
  if (!good(titles.zh) || !good(titles.en)) throw malformed('titles');
  return titles;
}

/** Unsigned numbers, each greater than the one before. */
function readAscending(values: readonly CborValue[]): readonly number[] {
  const numbers = values.filter((value) => typeof value === 'number');
  const ascending = numbers.every((value, index) => value >= 0 && (index === 0 || value > (numbers[index - 1] ?? 0)));
  if (numbers.length !== values.length || !ascending) throw malformed('want ascending numbers');
  return numbers;
}

function answerAt(index: number): AnswerId {
  const id = ANSWER_IDS[index];
  if (id === undefined) throw malformed('asks');
  return id;
}

function malformed(detail: string): DecodeError {
  return new DecodeError('TRUST_MALFORMED', 0, detail);
}
