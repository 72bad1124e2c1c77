import { DecodeError } from '@residence-permit/shared/errors';
import { parseTdate } from '@residence-permit/shared/plain-date';
import type { Tlv } from '@residence-permit/shared/tlv';

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
/** YYMMDDHHMMSSZ and YYYYMMDDHHMMSSZ: seconds and Z are always there. RFC 5280 §4.1.2.5 */
const UTC_TIME_CHARACTERS = 13;
const GENERALIZED_TIME_CHARACTERS = 15;

/**
 * A time of a certificate in seconds since 1970: UTCTime through 2049, GeneralizedTime from 2050 on. RFC 5280 §4.1.2.5.
 * @throws DecodeError CERTIFICATE_BAD or DATE_BAD
 */
export function decodeTime({ tag, value }: Tlv): number {
  if (tag === UTC_TIME && value.length === UTC_TIME_CHARACTERS) {
    const text = String.fromCharCode(...value);
    // RFC 5280 §4.1.2.5.1: two digits from 50 on are in the twentieth century.
    return secondsOf(`${text >= '50' ? '19' : '20'}${text}`);
  }
  if (tag === GENERALIZED_TIME && value.length === GENERALIZED_TIME_CHARACTERS) {
    const text = String.fromCharCode(...value);
    if (text >= '2050') return secondsOf(text);
  }
  throw new DecodeError('CERTIFICATE_BAD', 0, 'time');
}

/** `parseTdate` refuses whatever is not a digit or not a time. */
function secondsOf(text: string): number {
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return parseTdate(`${date}T${text.slice(8, 10)}:${text.slice(10, 12)}:${text.slice(12)}`);
}
