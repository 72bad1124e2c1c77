import { createPublicKey, verify } from 'node:crypto';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { type CborValue, decodeCbor, Tagged } from '@residence-permit/shared/cbor';
import {
  decodeSign1,
  HEADER,
  importEd25519PublicKey,
  nobleEd25519,
  type Sign1Limits,
  sigStructureBytes,
} from '@residence-permit/shared/cose';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';
import type { CoseExample } from './vector-sets.ts';

const limits: Sign1Limits = { maxBytes: 1000, maxDepth: 4, tags: [], allowUnprotected: [HEADER.KID, HEADER.ALG] };

/** The code with which our decoder refuses each file. All but one need an algorithm, curve or tag that we do not use. */
const REFUSALS = {
  'eddsa-sig-01.json': undefined,
  'eddsa-sig-02.json': 'COSE_MALFORMED', // Ed448: its signature has 114 bytes
  'sign-fail-01.json': 'CBOR_TAG_NOT_ALLOWED', // tag 998
  'sign-fail-02.json': 'COSE_ALG_NOT_ALLOWED',
  'sign-fail-03.json': 'COSE_ALG_NOT_ALLOWED', // alg -999
  'sign-fail-04.json': 'COSE_ALG_NOT_ALLOWED', // alg "unknown"
  'sign-fail-06.json': 'COSE_ALG_NOT_ALLOWED',
  'sign-fail-07.json': 'COSE_ALG_NOT_ALLOWED',
  'sign-pass-01.json': 'COSE_ALG_NOT_ALLOWED', // alg in the unprotected header
  'sign-pass-02.json': 'COSE_ALG_NOT_ALLOWED',
  'sign-pass-03.json': 'COSE_MALFORMED', // no tag
} as const;

describeVectors('cose', (examples) => {
  test('the table names every file', () => {
    expect([...examples.keys()]).toEqual(Object.keys(REFUSALS));
  });

  test.each(Object.entries(REFUSALS))('%s is refused with %s', (name, code) => {
    const example = get(examples, name);
    const decode = () => decodeSign1(fromHex(example.output.cbor), limits);
    if (code === undefined) expect(decode).not.toThrow();
    else expect(decode).toThrow(expect.objectContaining({ code }));
  });

  test('both engines accept the Ed25519 example, over exactly its bytes to be signed', () => {
    const example = get(examples, 'eddsa-sig-01.json');
    const sign1 = decodeSign1(fromHex(example.output.cbor), limits);
    const message = sigStructureBytes(sign1, new Uint8Array(0));
    expect(toHex(message)).toBe(example.intermediates.ToBeSign_hex.toLowerCase());
    const publicKey = importEd25519PublicKey(fromHex(example.input.sign0.key.x_hex ?? ''));
    for (const engine of [nobleEd25519, nodeEd25519]) {
      expect(engine.verify(sign1.signature, message, publicKey)).toBe(true);
      expect(engine.verify(sign1.signature, sigStructureBytes(sign1, Uint8Array.of(0)), publicKey)).toBe(false);
    }
  });

  // The bytes to be signed are ours, the algorithm is not: what the verifier refuses by its alg is checked here in full.
  test.each(Object.keys(REFUSALS).filter((name) => !name.startsWith('eddsa')))(
    '%s: ES256 over our Sig_structure holds exactly where the file says so',
    (name) => {
      const example = get(examples, name);
      const { parts, signature } = openUnchecked(example);
      const message = sigStructureBytes(parts, fromHex(example.input.sign0.external ?? ''));
      const valid = verifyEs256(example, message, signature);
      // sign-fail-01 changes the tag alone, which no signature covers.
      expect(valid).toBe(example.fail !== true || name === 'sign-fail-01.json');
      const sameAsSigned = toHex(message) === example.intermediates.ToBeSign_hex.toLowerCase();
      expect(sameAsSigned).toBe(valid);
    },
  );
});

function get(examples: ReadonlyMap<string, CoseExample>, name: string): CoseExample {
  const example = examples.get(name);
  if (example === undefined) throw new Error(`${name} is missing`);
  return example;
}

/** The members of a COSE_Sign1 of any algorithm, as our decoder would take them if it did not mind the algorithm. */
function openUnchecked(example: CoseExample) {
  const limitsForAny = { maxBytes: 1000, maxDepth: 4, tags: [18, 998] };
  const value = decodeCbor(fromHex(example.output.cbor), limitsForAny);
  const array = value instanceof Tagged ? value.value : value;
  if (!Array.isArray(array)) throw new Error('want an array');
  const [protectedBytes, , payloadBytes, signature] = array.map(bytesOrEmpty);
  if (protectedBytes === undefined || payloadBytes === undefined || signature === undefined)
    throw new Error('want four');
  const header = decodeCbor(protectedBytes, limitsForAny);
  const protectedHeader = header instanceof Map ? header : new Map();
  return { parts: { protectedBytes, protectedHeader, payloadBytes }, signature };
}

function bytesOrEmpty(value: CborValue): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

function verifyEs256(example: CoseExample, message: Uint8Array, signature: Uint8Array): boolean {
  const { x = '', y = '' } = example.input.sign0.key;
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
