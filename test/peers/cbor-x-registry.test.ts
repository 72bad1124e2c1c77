import { fromHex } from '@residence-permit/shared/bytes';
import { decodeCbor, Tagged } from '@residence-permit/shared/cbor';
import { expect, test } from 'vitest';

test('a package that registers its own decoder for tag 24 with cbor-x does not change ours', async () => {
  const limits = { maxBytes: 100, maxDepth: 2, tags: [24] };
  const bytes = fromHex('d8184101');
  expect(decodeCbor(bytes, limits)).toEqual(new Tagged(24, Uint8Array.of(1)));
  await import('@auth0/mdl');
  expect(decodeCbor(bytes, limits)).toEqual(new Tagged(24, Uint8Array.of(1)));
});
