import { deflateSync } from 'node:zlib';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { type CborValue, decodeForeignCbor, Tagged } from '@residence-permit/shared/cbor';
import {
  countEntries,
  decodeStatusListToken,
  lookUp,
  openStatusList,
  packStatuses,
  readStatusListClaims,
  readStatusListMember,
} from '@residence-permit/shared/status-list';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

const MAX_ENTRIES = 1_048_576;
const LIMITS = { maxBytes: 4096, maxDepth: 4, tags: [18] };

/** The parts of a tagged COSE_Sign1, whatever its algorithm. */
function partsOf(tokenHex: string): readonly CborValue[] {
  const value = decodeForeignCbor(fromHex(tokenHex), LIMITS);
  if (!(value instanceof Tagged) || !Array.isArray(value.value)) throw new Error('not a COSE_Sign1');
  return value.value;
}

function bytesOf(value: CborValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error('not a byte string');
  return value;
}

describeVectors('status-list/examples.json', ({ encodings, statusListCwt, referencedTokenCwt }) => {
  // The draft writes "bits" before "lst"; our own tokens are in the deterministic order.
  const read = (statusListCbor: string) => readStatusListMember(decodeForeignCbor(fromHex(statusListCbor), LIMITS));
  const open = (statusListCbor: string) =>
    openStatusList({ claims: read(statusListCbor) }, { maxEntries: MAX_ENTRIES });

  for (const { bits, bytes, statusListCbor } of encodings.filter((entry) => entry.bytes !== undefined)) {
    test(`unpacks the short list of ${bits}-bit entries to the bytes ${bytes}, and packs it again`, async () => {
      const list = await open(statusListCbor);
      expect(toHex(list.packed)).toBe(bytes);
      expect(read(statusListCbor)).toMatchObject({ bits });
      expect(toHex(deflateSync(list.packed, { level: 9 }))).toBe(toHex(read(statusListCbor).compressed));
    });
  }

  for (const { bits, length = 0, nonZero = {}, statusListCbor } of encodings.filter(
    (entry) => entry.bytes === undefined,
  )) {
    test(`finds every entry of the long list of ${bits}-bit entries, and packs the same one`, async () => {
      const list = await open(statusListCbor);
      expect(countEntries(list)).toBe(length);
      for (const [index, status] of Object.entries(nonZero)) expect(lookUp(list, Number(index))).toBe(status);
      const ours = packStatuses({
        bits,
        length,
        entries: Object.entries(nonZero).map(([index, status]) => [Number(index), status]),
      });
      expect(Buffer.compare(ours.packed, list.packed)).toBe(0);
      expect(lookUp(list, length)).toBeUndefined();
    });
  }

  test('reads the claims of the published status list token', async () => {
    const claims = readStatusListClaims(decodeForeignCbor(bytesOf(partsOf(statusListCwt)[2]), LIMITS));
    expect(claims).toMatchObject({ uri: 'https://example.com/statuslists/1', bits: 1 });
    const list = await openStatusList({ claims }, { maxEntries: MAX_ENTRIES });
    expect(toHex(list.packed)).toBe('b9a3');
  });

  test('does not take that token for one of ours: it is signed with ES256 and its key is named outside', () => {
    expect(() => decodeStatusListToken(fromHex(statusListCwt))).toThrow('COSE_ALG_NOT_ALLOWED');
  });

  test('finds the status claim of the published referenced token where the draft puts it', () => {
    const payload = decodeForeignCbor(bytesOf(partsOf(referencedTokenCwt)[2]), LIMITS);
    const status = payload instanceof Map ? payload.get(65535) : undefined;
    const reference = status instanceof Map ? status.get('status_list') : undefined;
    expect(reference).toEqual(
      new Map<string, CborValue>([
        ['idx', 0],
        ['uri', 'https://example.com/statuslists/1'],
      ]),
    );
  });
});
