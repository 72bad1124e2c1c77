import { assert, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { drawSecrets } from './draw-secrets.ts';

test('a CAN has six digits and a PUK ten, whatever the bytes', () => {
  assert(
    property(uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      let calls = 0;
      // Bytes that are all thrown away would be drawn for ever, so counting bytes follow them.
      const random = (length: number) => {
        calls += 1;
        return Uint8Array.from({ length }, (_, index) => (calls < 20 ? (bytes[index % bytes.length] ?? 0) : index));
      };
      const { can, puk } = drawSecrets(random);
      return /^\d{6}$/.test(can) && /^\d{10}$/.test(puk);
    }),
  );
});

test('bytes that would favour the low digits are drawn again', () => {
  const draws = [
    [250, 251, 255, 9, 19, 249],
    [1, 2, 3, 4, 5, 6],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  const { can } = drawSecrets((length) => Uint8Array.from(draws.shift() ?? []).slice(0, length));
  expect(can).toBe('999123');
});
