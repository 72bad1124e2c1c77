import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '@residence-permit/shared/bytes';
import { expect, it } from 'vitest';
import { encodeChipImage } from '../nonvolatile/index.ts';
import { activeCells, TEST_CAN, TEST_PIN, testGroupContent } from '../testing/test-card.ts';
import { describeCard } from './index.ts';

it('tells states, versions and digests of a card, and neither content nor secrets', () => {
  const cells = activeCells();
  const description = describeCard(encodeChipImage(cells));
  expect(description).toMatchObject({
    kind: 'modern',
    lifeCycle: 'active',
    chipDate: '2026-10-01',
    pinTries: 3,
    records: [{ dataGroup: 17, grantor: 'issuer', version: 1 }],
  });
  expect(description.files.find(({ name }) => name === 'DG5')).toEqual({
    name: 'DG5',
    fid: 0x0105,
    length: 5,
    sha256: toHex(sha256(testGroupContent(5))),
  });
  const text = JSON.stringify(description);
  const secrets = [TEST_CAN, TEST_PIN, toHex(cells.deviceKey?.secret ?? new Uint8Array()), toHex(testGroupContent(14))];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
