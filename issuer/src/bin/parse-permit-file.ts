import { dirname, resolve } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import {
  ageOverOn,
  encodeDataGroups,
  type Ground,
  isGround,
  isServiceClass,
  isSex,
  type PermitRecord,
} from '@residence-permit/shared/records';
import { readFileWhole } from '../files/index.ts';

/**
 * Reads a decided permit from a JSON file. Its members are those of `PermitRecord`, dates as YYYY-MM-DD, `portrait` the path of
 * a JPEG beside it; `ageOver` is worked out for the issue date and must not stand there.
 * @throws PermitError SETTING_BAD with the member that is wrong; STORE_FAILED when a file cannot be read
 */
export async function readPermitFile(path: string): Promise<PermitRecord> {
  const fields = new Fields(await readFileWhole(path));
  const birthDate = fields.date('birthDate');
  const issue = fields.object('issue');
  const residence = fields.object('residence');
  const issueDate = issue.date('issueDate');
  const record: PermitRecord = {
    name: fields.text('name'),
    birthDate,
    sex: fields.oneOf('sex', isSex),
    ethnicGroup: fields.text('ethnicGroup'),
    citizenId: fields.parsed('citizenId', parseCitizenId),
    hukouAddress: fields.text('hukouAddress'),
    residenceAddress: fields.text('residenceAddress'),
    portrait: await readFileWhole(resolve(dirname(path), fields.text('portrait'))),
    issue: {
      permitNumber: issue.parsed('permitNumber', parsePermitNumber),
      issuingAuthority: issue.text('issuingAuthority'),
      issueDate,
    },
    residence: {
      grounds: residence.grounds('grounds'),
      since: residence.date('since'),
      continuousMonths: residence.count('continuousMonths'),
    },
    ageOver: ageOverOn(birthDate, issueDate),
    serviceClass: fields.oneOf('serviceClass', isServiceClass),
  };
  checkEncodable(record);
  return record;
}

/** What could not be signed later is refused now, while the papers are still on the table. */
function checkEncodable(record: PermitRecord): void {
  try {
    encodeDataGroups({ record, random: (length) => new Uint8Array(length) });
  } catch (cause) {
    throw new PermitError('SETTING_BAD', { cause, detail: cause instanceof Error ? cause.message : 'record' });
  }
}

/** The members of one JSON object, each read once and named when it is wrong. */
class Fields {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #prefix: string;

  constructor(source: Uint8Array | ReadonlyMap<string, unknown>, prefix = '') {
    this.#members = source instanceof Uint8Array ? parseMembers(source) : source;
    this.#prefix = prefix;
  }

  text(name: string): string {
    const value = this.#members.get(name);
    if (typeof value !== 'string' || value === '') throw this.#bad(name, 'want text');
    return value;
  }

  count(name: string): number {
    const value = this.#members.get(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#bad(name, 'want a count');
    return value;
  }

  date(name: string): PlainDate {
    return this.parsed(name, parsePlainDate);
  }

  parsed<Value>(name: string, parse: (text: string) => Value): Value {
    try {
      return parse(this.text(name));
    } catch (cause) {
      if (cause instanceof PermitError && cause.code !== 'SETTING_BAD') throw this.#bad(name, cause.message);
      throw cause;
    }
  }

  oneOf<Value>(name: string, isMember: (value: unknown) => value is Value): Value {
    const value = this.#members.get(name);
    if (!isMember(value)) throw this.#bad(name, 'not in its list');
    return value;
  }

  grounds(name: string): readonly Ground[] {
    const value = this.#members.get(name);
    if (!Array.isArray(value) || !value.every(isGround)) throw this.#bad(name, 'want a list of 1, 2, 3');
    return value;
  }

  object(name: string): Fields {
    const value = this.#members.get(name);
    if (typeof value !== 'object' || value === null) throw this.#bad(name, 'want an object');
    return new Fields(new Map(Object.entries(value)), `${name}.`);
  }

  #bad(name: string, why: string): PermitError {
    return new PermitError('SETTING_BAD', { detail: `${this.#prefix}${name}: ${why}` });
  }
}

function parseMembers(bytes: Uint8Array): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new PermitError('SETTING_BAD', { cause, detail: 'permit file: not JSON in UTF-8' });
  }
  if (typeof value !== 'object' || value === null)
    throw new PermitError('SETTING_BAD', { detail: 'permit file: want an object' });
  return new Map(Object.entries(value));
}
