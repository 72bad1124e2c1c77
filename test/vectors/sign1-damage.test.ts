import { nodeEd25519, nodeEd25519Signer } from '@residence-permit/reader/node';
import { encodeCbor } from '@residence-permit/shared/cbor';
import {
  decodeSign1,
  keyIdOf,
  nobleEd25519,
  type Sign1Limits,
  signSign1,
  verifySign1,
} from '@residence-permit/shared/cose';
import { DecodeError } from '@residence-permit/shared/errors';
import { expect, test } from 'vitest';

const limits: Sign1Limits = { maxBytes: 1000, maxDepth: 4, tags: [] };
const signer = nodeEd25519Signer(new Uint8Array(32).fill(7));
const payloadBytes = encodeCbor(
  new Map<number, number | string | Uint8Array>([
    [1, 20_780],
    [2, 'clinic'],
    [3, new Uint8Array(32).fill(9)],
  ]),
);
const protectedHeader = new Map([[4, keyIdOf(signer.publicKey)]]);
const signed = await signSign1({ protectedHeader, payloadBytes, signer });

/** Whether the bytes decode and their signature holds; anything thrown but a DecodeError is a fault of ours. */
function accepted(bytes: Uint8Array, engine = nodeEd25519): boolean {
  try {
    return verifySign1({ sign1: decodeSign1(bytes, limits), publicKey: signer.publicKey, engine });
  } catch (cause) {
    if (cause instanceof DecodeError) return false;
    throw cause;
  }
}

test('the signed record itself is accepted by both engines', () => {
  expect(accepted(signed)).toBe(true);
  expect(accepted(signed, nobleEd25519)).toBe(true);
});

test('every truncation of a signed record is refused', () => {
  for (let length = 0; length < signed.length; length++) {
    expect(accepted(signed.subarray(0, length)), `${length} bytes`).toBe(false);
  }
});

test('every single-bit flip of a signed record is refused', () => {
  for (let bit = 0; bit < 8 * signed.length; bit++) {
    expect(accepted(flip(signed, bit)), `bit ${bit}`).toBe(false);
  }
});

test('the engine without node:crypto refuses a bit flip in every byte', () => {
  for (let index = 0; index < signed.length; index++) {
    expect(accepted(flip(signed, 8 * index + (index % 8)), nobleEd25519), `byte ${index}`).toBe(false);
  }
});

test('a signed record with bytes after it is refused', () => {
  expect(accepted(Uint8Array.of(...signed, 0))).toBe(false);
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
