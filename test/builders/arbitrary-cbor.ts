import { type CborValue, Tagged } from '@residence-permit/shared/cbor';
import * as fc from 'fast-check';

/** The tags that the values of `arbitraryCbor` may carry. */
export const ARBITRARY_TAGS = [0, 24, 1004] as const;

const text = fc.string({ unit: 'binary', maxLength: 80 }).filter((value) => !value.startsWith('\ufeff'));
const key = fc.oneof(text, fc.integer({ min: -(2 ** 32), max: 2 ** 32 - 1 }), fc.integer({ min: -30, max: 30 }));
const leaf: fc.Arbitrary<CborValue> = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: -(2n ** 64n), max: -(2n ** 53n) }),
  text,
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }),
);

/** Values of every kind that our formats can hold, up to four levels deep. */
export const arbitraryCbor: fc.Arbitrary<CborValue> = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => new Map(entries)),
    fc.tuple(fc.constantFrom(...ARBITRARY_TAGS), tie('value')).map(([tag, value]) => new Tagged(tag, value)),
  ),
})).value;
