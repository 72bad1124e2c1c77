import { DecodeError } from '@residence-permit/shared/errors';
import { parseTdate } from '@residence-permit/shared/plain-date';
import type { Tlv } from '@residence-permit/shared/tlv';

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
/** Characters of the longer form and one more. */
const LONGEST = 16;
const SHAPE = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/**
 * A time of a certificate in seconds since 1970: UTCTime through 2049, GeneralizedTime from 2050 on, both with seconds
 * and Z. RFC 5280 §4.1.2.5.
 * @throws DecodeError CERTIFICATE_BAD or DATE_BAD
 */
export function decodeTime(object: Tlv): number {
  const text = String.fromCharCode(...object.value.subarray(0, LONGEST));
  const parts = SHAPE.exec(object.tag === UTC_TIME ? `${centuryOf(text)}${text}` : text);
  const known = object.tag === UTC_TIME || object.tag === GENERALIZED_TIME;
  if (parts === null || !known) throw new DecodeError('CERTIFICATE_BAD', 0, 'time');
  const [, year, month, day, hours, minutes, seconds] = parts;
  if (object.tag === GENERALIZED_TIME && Number(year) < 2050) throw new DecodeError('CERTIFICATE_BAD', 0, 'time form');
  return parseTdate(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}

/** RFC 5280 §4.1.2.5.1: two digits from 50 on are in the twentieth century. */
function centuryOf(text: string): string {
  return text >= '50' ? '19' : '20';
}
