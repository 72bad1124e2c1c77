import type { Code } from '@residence-permit/shared/errors';
import { OFFICE_FAULTS } from './inspect-card.ts';

/** Faults of the office, not of one card: going on would spoil the stock. */
export const STOPS_BATCH: readonly Code[] = [
  'STORE_FAILED',
  'STORE_CONFLICT',
  'KEY_BAD',
  'SIGNER_FAILED',
  'SIGNER_UNAVAILABLE',
  'SIGNER_CAP_REACHED',
  'CERTIFICATE_BAD',
  'TOKEN_ABSENT',
  'TOKEN_MODULE_ABSENT',
  'TOKEN_OBJECT_ABSENT',
  'TOKEN_PIN_LOCKED',
  'TOKEN_PIN_WRONG',
  'SETTING_BAD',
  'TRUST_INCOMPLETE',
  'TRUST_MALFORMED',
  'TRUST_ROLLED_BACK',
  'TRUST_ROOT_GAP',
  'TRUST_TOO_LARGE',
  'TRUST_UNSIGNED',
  'STATUS_DELTA_UNFIT',
  'STATUS_MALFORMED',
  'UNEXPECTED',
  ...OFFICE_FAULTS,
];
/** Faults of a station: the others go on without it. */
export const STOPS_STATION: readonly Code[] = [
  'READER_ABSENT',
  'READER_REMOVED',
  'READER_SERVICE_DOWN',
  'AGENT_ABSENT',
  'AGENT_LINE_LOST',
  'AGENT_REFUSED',
];
/** What says that another chip belongs on the reader. */
export const WRONG_CHIP: readonly string[] = [
  'another-chip',
  'another-card',
  'chip-in-use',
  'not-in-stock',
  'not-blank',
  'CHIP_NOT_TAKEN_IN',
];
/** Nothing was told to the card's own chip, so that what stands on it is as well known as before. */
export const CHIP_UNTOUCHED: readonly string[] = [...WRONG_CHIP, 'CARD_ABSENT', 'READER_ABSENT', 'AGENT_ABSENT'];
