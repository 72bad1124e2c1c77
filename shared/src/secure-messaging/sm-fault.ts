import { SecureMessagingError } from '../errors/index.ts';

/**
 * A protected APDU that cannot be opened. `fault` tells an object that is absent (the chip answers 6987) from one that is
 * wrong, its check value included (6988). TR-03110-3 v2.21 §F.6
 */
export class SmFault extends SecureMessagingError {
  readonly fault: 'object-missing' | 'object-wrong';
  constructor(fault: 'object-missing' | 'object-wrong', detail: string) {
    super('SM_BAD_RESPONSE', { detail });
    this.fault = fault;
  }
}
