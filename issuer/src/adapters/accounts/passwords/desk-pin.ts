import * as z from 'zod';

/** Six digits that unlock a desk, as they are sent. */
export const SentDeskPin = z.string().regex(/^[0-9]{6}$/);

/**
 * Whether six digits may become a PIN: neither all the same nor a run, by ones or by more (`123456`, `987654`, `024680`), and no
 * shorter block again and again (`121212`, `123123`).
 */
export function isFitDeskPin(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  const isRun = new Set(steps).size === 1;
  return !isRun && !isRepeated(pin, 2) && !isRepeated(pin, 3);
}

function isRepeated(pin: string, length: number): boolean {
  return pin === pin.slice(0, length).repeat(pin.length / length);
}
