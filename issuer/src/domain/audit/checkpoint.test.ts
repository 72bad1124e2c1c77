import { createHash } from 'node:crypto';
import { nobleEd25519Signer } from '@residence-permit/shared/cose';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointKey,
  formatCheckpointKey,
  formatNote,
  parseCheckpointKey,
  parseNote,
  type Sha256,
  type SignedCheckpoint,
} from './index.ts';

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
const of = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const signed: fc.Arbitrary<SignedCheckpoint> = fc.record({
  officeId: fc.oneof(
    fc.constantFrom('sample-east', '东区', 'a b', 'a\nb', '—/+'),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  ),
  seq: fc.bigInt({ min: 1n, max: 10n ** 18n }),
  hash: of(32),
  at: fc.bigInt({ min: 0n, max: 10n ** 18n }),
  keyId: of(4),
  signature: of(64),
});
/** The six lines of a note, without what closes it. */
const linesOf = (note: string): readonly string[] => note.slice(0, -2).split('\n');

describe('a note', () => {
  it('reads back as what was written', () => {
    fc.assert(
      fc.property(signed, (checkpoint) => {
        expect(parseNote(linesOf(formatNote(checkpoint)))).toEqual(checkpoint);
      }),
    );
  });

  it('is read in one form only: another text is no note, or another one', () => {
    fc.assert(
      fc.property(
        signed,
        fc.nat(),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        (checkpoint, index, unit) => {
          const note = formatNote(checkpoint);
          const place = index % (note.length - 2);
          const other = note.slice(0, place) + unit + note.slice(place + 1);
          fc.pre(other !== note);
          const read = parseNote(linesOf(other));
          expect(read === undefined ? other : formatNote(read)).toBe(other);
        },
      ),
    );
  });

  it('is not read without one of its lines', () => {
    fc.assert(
      fc.property(signed, fc.nat({ max: 5 }), (checkpoint, line) => {
        expect(parseNote(linesOf(formatNote(checkpoint)).toSpliced(line, 1))).toBeUndefined();
      }),
    );
  });
});

describe('the line of a key', () => {
  it('reads back as the key, and not with another id, name or type', () => {
    const { publicKey } = nobleEd25519Signer(new Uint8Array(32).fill(9));
    const key = checkpointKey(publicKey, sha256);
    const line = formatCheckpointKey(key);
    expect(parseCheckpointKey(line, sha256)).toEqual(key);
    const [name = '', id = '', encoded = ''] = line.split('+');
    for (const other of [
      `${name}+00000000+${encoded}`,
      `other+${id}+${encoded}`,
      `${name}+${id}+Ag${encoded.slice(2)}`,
      `${name}+${id}`,
      `${name}+${id}+${encoded.slice(0, -1)}`,
    ]) {
      expect(parseCheckpointKey(other, sha256), other).toBeUndefined();
    }
  });
});
