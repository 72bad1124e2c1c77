import { PermitError } from '@residence-permit/shared/errors';

/**
 * One thing that goes wrong with a card in the field. `at` counts from 1, from the moment the card is put in: writes to its
 * memory, or APDUs that reach the card (a reader's own commands do not count). Those with `at` happen once.
 */
export type Fault =
  /** Power goes during that write to the memory; part of the write, and of what was not synced, may be down. */
  | { readonly kind: 'cut-at-write'; readonly at: number }
  /** The card is gone before that command reaches the chip. */
  | { readonly kind: 'remove-at-apdu'; readonly at: number }
  /** The chip carries that command out; the card is gone before the answer is through. */
  | { readonly kind: 'lose-answer'; readonly at: number }
  /** One bit of that answer is flipped on its way. */
  | { readonly kind: 'corrupt-answer'; readonly at: number }
  /** Each answer comes so many milliseconds late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Power goes within each command that takes the modelled chip longer than this, in milliseconds. */
  | { readonly kind: 'weak-field'; readonly ms: number };

/** Every kind, with what it counts. */
export const FAULT_KINDS = {
  'cut-at-write': 'at',
  'remove-at-apdu': 'at',
  'lose-answer': 'at',
  'corrupt-answer': 'at',
  slow: 'ms',
  'weak-field': 'ms',
} as const satisfies Record<Fault['kind'], 'at' | 'ms'>;

const MAX_NUMBER = 1_000_000;

/** `KIND=NUMBER`, such as `remove-at-apdu=7` or `slow=250`; the number is 1 to 1,000,000. @throws PermitError SETTING_BAD */
export function parseFault(text: string): Fault {
  const [, name = '', digits = ''] = /^([a-z-]+)=(\d{1,7})$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits === '' || number < 1 || number > MAX_NUMBER) throw bad(text);
  switch (name) {
    case 'cut-at-write':
    case 'remove-at-apdu':
    case 'lose-answer':
    case 'corrupt-answer':
      return { kind: name, at: number };
    case 'slow':
    case 'weak-field':
      return { kind: name, ms: number };
    default:
      throw bad(text);
  }
}

export function formatFault(fault: Fault): string {
  return `${fault.kind}=${'at' in fault ? fault.at : fault.ms}`;
}

function bad(text: string): PermitError {
  const kinds = Object.keys(FAULT_KINDS).join(', ');
  return new PermitError('SETTING_BAD', { detail: `fault ${text}: want KIND=NUMBER with one of ${kinds}` });
}
