import { describe, expect, it } from 'vitest';
import { isFitDeskPin } from './desk-pin.ts';

describe('six digits for a desk', () => {
  it.each(['000000', '777777', '123456', '654321', '890123', '024680', '135791', '121212', '123123'])(
    'are refused where anybody would guess them: %s',
    (pin) => expect(isFitDeskPin(pin)).toBe(false),
  );

  it.each(['271828', '112233', '900817', '123457'])('are taken otherwise: %s', (pin) =>
    expect(isFitDeskPin(pin)).toBe(true),
  );
});
