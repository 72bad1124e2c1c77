import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { RegisterState } from './register-state.ts';

/** Format of the register file; another number is refused, never guessed at. */
const FORMAT = 2;
/** How bytes stand in the file: an object with this one member, lower-case hexadecimal. */
const BYTES_MEMBER = '$hex';

/** The register as JSON text, with a format number. */
export function encodeRegister(state: RegisterState): string {
  return `${JSON.stringify({ format: FORMAT, state: bytesAsHex(state) })}\n`;
}

/**
 * The register in a file that this software wrote: its owner is trusted, so the shape is checked at its top only.
 * @throws PermitError STORE_FAILED
 */
export function decodeRegister(text: string): RegisterState {
  const file = parse(text);
  if (file.format !== FORMAT || !isState(file.state)) {
    throw new PermitError('STORE_FAILED', { detail: 'not a register of this format' });
  }
  return file.state;
}

function parse(text: string): { readonly format?: unknown; readonly state?: unknown } {
  try {
    const value: unknown = JSON.parse(text, (_key, member: unknown) => hexAsBytes(member));
    return typeof value === 'object' && value !== null ? value : {};
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: 'register is not JSON' });
  }
}

function isState(value: unknown): value is RegisterState {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'chips' in value &&
    Array.isArray(value.chips) &&
    'cards' in value &&
    Array.isArray(value.cards) &&
    'permits' in value &&
    Array.isArray(value.permits) &&
    'sequences' in value &&
    'certificates' in value &&
    'revokedTerminals' in value
  );
}

function bytesAsHex(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [BYTES_MEMBER]: toHex(value) };
  if (Array.isArray(value)) return value.map(bytesAsHex);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, bytesAsHex(member)]));
}

function hexAsBytes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(BYTES_MEMBER in value)) return value;
  const hex = value[BYTES_MEMBER];
  return typeof hex === 'string' ? fromHex(hex) : value;
}
