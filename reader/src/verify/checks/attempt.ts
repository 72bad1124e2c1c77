import { DecodeError } from '@residence-permit/shared/errors';

/** The value, or the DecodeError that reading it threw: bytes of a card that are not in the format are a finding. */
export function attempt<Value>(read: () => Value): Value | DecodeError {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}
