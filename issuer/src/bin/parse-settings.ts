import { PermitError } from '@residence-permit/shared/errors';
import { type PlainDate, parsePlainDate, parseTdate } from '@residence-permit/shared/plain-date';
import { fromHex } from '@residence-permit/shared/bytes';
import { MasterKey } from '../authority/index.ts';
import { readFileWhole } from '../files/index.ts';
import type { Clock } from '../ports/index.ts';

/**
 * `system`, or an instant such as 2026-06-15T02:00:00Z at which the office's clock stands still.
 * @throws PermitError SETTING_BAD
 */
export function parseClock(text: string): Clock {
  if (text === 'system') return () => Math.floor(Date.now() / 1000);
  const at = parseWith('--clock', text, parseTdate);
  return () => at;
}

/** @throws PermitError SETTING_BAD */
export function parseDay(option: string, text: string): PlainDate {
  return parseWith(option, text, parsePlainDate);
}

/** Bytes in lower-case hexadecimal. @throws PermitError SETTING_BAD */
export function parseHex(option: string, text: string, length: number): Uint8Array {
  const bytes = parseWith(option, text, fromHex);
  if (bytes.length !== length) throw new PermitError('SETTING_BAD', { detail: `${option}: want ${2 * length} digits` });
  return bytes;
}

/**
 * The batch key that a supplier handed over with its stock: a file of 32 hexadecimal digits.
 * @throws PermitError KEY_BAD; the file's content never stands in the message
 */
export async function readSupplierKey(path: string): Promise<MasterKey> {
  const text = new TextDecoder()
    .decode(await readFileWhole(path))
    .trim()
    .toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(text)) throw new PermitError('KEY_BAD', { detail: `${path}: want 32 hexadecimal digits` });
  return new MasterKey(fromHex(text));
}

/** A whole number from 0. @throws PermitError SETTING_BAD */
export function parseCount(option: string, count: number): number {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new PermitError('SETTING_BAD', { detail: `${option}: want a whole number` });
  }
  return count;
}

function parseWith<Value>(option: string, text: string, parse: (text: string) => Value): Value {
  try {
    return parse(text);
  } catch (cause) {
    throw new PermitError('SETTING_BAD', { cause, detail: `${option}: ${text}` });
  }
}
