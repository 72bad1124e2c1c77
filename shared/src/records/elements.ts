import { type CborValue, readMap, Tagged } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';
import { parseCitizenId, parsePermitNumber } from '../identifiers/index.ts';
import { TAG_FULL_DATE } from '../mdoc/index.ts';
import { type PlainDate, parsePlainDate } from '../plain-date/index.ts';
import { isGround, isServiceClass, isSex } from './catalogues.ts';
import { ETHNIC_GROUPS } from './ethnic-groups.ts';
import type { PermitRecord, ReleasedFields } from './permit-record.ts';

/** Largest portrait, in bytes: card profile 1 §2. */
export const MAX_PORTRAIT_BYTES = 12_000;
const MAX_NAME_CODE_POINTS = 100;
const MAX_ADDRESS_CODE_POINTS = 200;
const MAX_AUTHORITY_CODE_POINTS = 60;
const MAX_MONTHS = 1_200;

/** One signed element: where it stands and how its value is written and read. */
export type PermitElement = {
  readonly dataGroup: number;
  /** The data group's own number; in DG13 the age. */
  readonly digestId: number;
  readonly elementIdentifier: string;
  encode(record: PermitRecord): CborValue;
  /** @throws DecodeError RECORD_MALFORMED, DATE_BAD or IDENTIFIER_BAD */
  decode(value: CborValue, fields: ReleasedFields): ReleasedFields;
};

/** The fourteen signed elements in the order of their data groups. */
export const PERMIT_ELEMENTS: readonly PermitElement[] = [
  {
    dataGroup: 2,
    digestId: 2,
    elementIdentifier: 'name',
    encode: (record) => record.name,
    decode: (value, fields) => ({ ...fields, name: text(value, MAX_NAME_CODE_POINTS) }),
  },
  {
    dataGroup: 3,
    digestId: 3,
    elementIdentifier: 'birth_date',
    encode: (record) => fullDate(record.birthDate),
    decode: (value, fields) => ({ ...fields, birthDate: date(value) }),
  },
  {
    dataGroup: 4,
    digestId: 4,
    elementIdentifier: 'sex',
    encode: (record) => record.sex,
    decode: (value, fields) => ({ ...fields, sex: only(value, isSex) }),
  },
  {
    dataGroup: 5,
    digestId: 5,
    elementIdentifier: 'ethnic_group',
    encode: (record) => record.ethnicGroup,
    decode: (value, fields) => ({ ...fields, ethnicGroup: only(value, isEthnicGroup) }),
  },
  {
    dataGroup: 6,
    digestId: 6,
    elementIdentifier: 'citizen_id',
    encode: (record) => record.citizenId,
    decode: (value, fields) => ({ ...fields, citizenId: parseCitizenId(text(value, 18)) }),
  },
  {
    dataGroup: 7,
    digestId: 7,
    elementIdentifier: 'hukou_address',
    encode: (record) => record.hukouAddress,
    decode: (value, fields) => ({ ...fields, hukouAddress: text(value, MAX_ADDRESS_CODE_POINTS) }),
  },
  {
    dataGroup: 8,
    digestId: 8,
    elementIdentifier: 'residence_address',
    encode: (record) => record.residenceAddress,
    decode: (value, fields) => ({ ...fields, residenceAddress: text(value, MAX_ADDRESS_CODE_POINTS) }),
  },
  {
    dataGroup: 9,
    digestId: 9,
    elementIdentifier: 'portrait',
    encode: (record) => record.portrait,
    decode: (value, fields) => ({ ...fields, portrait: only(value, isPortrait) }),
  },
  {
    dataGroup: 10,
    digestId: 10,
    elementIdentifier: 'issue',
    encode: encodeIssue,
    decode: (value, fields) => ({ ...fields, issue: decodeIssue(value) }),
  },
  {
    dataGroup: 11,
    digestId: 11,
    elementIdentifier: 'residence',
    encode: encodeResidence,
    decode: (value, fields) => ({ ...fields, residence: decodeResidence(value) }),
  },
  ageElement(16, 'over16'),
  ageElement(18, 'over18'),
  ageElement(60, 'over60'),
  {
    dataGroup: 14,
    digestId: 14,
    elementIdentifier: 'service_class',
    encode: (record) => record.serviceClass,
    decode: (value, fields) => ({ ...fields, serviceClass: only(value, isServiceClass) }),
  },
];

function ageElement(age: number, member: 'over16' | 'over18' | 'over60'): PermitElement {
  const none = { over16: false, over18: false, over60: false };
  return {
    dataGroup: 13,
    digestId: age,
    elementIdentifier: `age_over_${age}`,
    encode: (record) => record.ageOver[member],
    decode: (value, fields) => ({
      ...fields,
      ageOver: { ...none, ...fields.ageOver, [member]: only(value, isBoolean) },
    }),
  };
}

function encodeIssue({ issue }: PermitRecord): CborValue {
  return new Map<string, CborValue>([
    ['permit_number', issue.permitNumber],
    ['issuing_authority', issue.issuingAuthority],
    ['issue_date', fullDate(issue.issueDate)],
  ]);
}

function decodeIssue(value: CborValue): PermitRecord['issue'] {
  const map = readMap(value, 'RECORD_MALFORMED');
  const issue = {
    permitNumber: parsePermitNumber(map.text('permit_number')),
    issuingAuthority: text(map.value('issuing_authority'), MAX_AUTHORITY_CODE_POINTS),
    issueDate: date(map.value('issue_date')),
  };
  map.done();
  return issue;
}

function encodeResidence({ residence }: PermitRecord): CborValue {
  return new Map<string, CborValue>([
    ['grounds', residence.grounds],
    ['residence_since', fullDate(residence.since)],
    ['continuous_months', residence.continuousMonths],
  ]);
}

function decodeResidence(value: CborValue): PermitRecord['residence'] {
  const map = readMap(value, 'RECORD_MALFORMED');
  const grounds = map.array('grounds').map((ground) => only(ground, isGround));
  const residence = {
    grounds,
    since: date(map.value('residence_since')),
    continuousMonths: map.uint('continuous_months'),
  };
  map.done();
  const ascending = grounds.every((ground, index) => index === 0 || ground > (grounds[index - 1] ?? ground));
  if (grounds.length === 0 || !ascending || residence.continuousMonths > MAX_MONTHS) throw malformed('residence');
  return residence;
}

function fullDate(day: PlainDate): Tagged {
  return new Tagged(TAG_FULL_DATE, day);
}

function date(value: CborValue): PlainDate {
  if (value instanceof Tagged && value.tag === TAG_FULL_DATE && typeof value.value === 'string') {
    return parsePlainDate(value.value);
  }
  throw malformed('want full-date');
}

/** NFC text, not empty, of at most so many code points. */
function text(value: CborValue, maxCodePoints: number): string {
  if (typeof value !== 'string' || value === '' || value !== value.normalize('NFC')) throw malformed('want NFC text');
  if (Array.from(value).length > maxCodePoints) throw malformed(`text longer than ${maxCodePoints}`);
  return value;
}

function only<T extends CborValue>(value: CborValue, is: (value: CborValue) => value is T): T {
  if (!is(value)) throw malformed('value outside its list');
  return value;
}

const isBoolean = (value: CborValue): value is boolean => typeof value === 'boolean';
const isEthnicGroup = (value: CborValue): value is string => typeof value === 'string' && ETHNIC_GROUPS.has(value);
const isPortrait = (value: CborValue): value is Uint8Array =>
  value instanceof Uint8Array && value.length > 0 && value.length <= MAX_PORTRAIT_BYTES;

function malformed(detail: string): DecodeError {
  return new DecodeError('RECORD_MALFORMED', 0, detail);
}
