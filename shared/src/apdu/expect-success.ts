import { CardError } from '../errors/index.ts';
import type { ResponseApdu } from './response-apdu.ts';
import { describeStatusWord, SW_OK } from './status-word.ts';

/** The response data of a command that succeeded. @throws CardError CARD_STATUS, with `what` the command did */
export function expectSuccess({ data, sw }: ResponseApdu, what: string): Uint8Array {
  if (sw !== SW_OK) throw new CardError('CARD_STATUS', { sw, detail: `${what}: ${describeStatusWord(sw)}` });
  return data;
}
