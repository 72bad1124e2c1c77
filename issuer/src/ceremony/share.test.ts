import { assert, asyncProperty, constant, integer, tuple, uint8Array } from 'fast-check';
import { equalBytes } from '@residence-permit/shared/bytes';
import { describe, expect, test } from 'vitest';
import { decodePacket, encodePacket } from './packet.ts';
import { openSealedPacket, sealPacket } from './seal-packet.ts';
import { combineShares, makeShare, type Share, splitSecret, verifyShares } from './share.ts';
import { subsetsOf } from './subsets-of.ts';

const bytesOf = (length: number, fill: number) => new Uint8Array(length).fill(fill);
const secret = Uint8Array.from({ length: 32 }, (_, index) => 7 * index);
const isKey = (made: Uint8Array) => equalBytes(made, secret);
const terms = { ceremony: bytesOf(16, 1), key: 'cvca', threshold: 3, custodians: 5 } as const;
const code = (name: string) => expect.objectContaining({ code: name });
const must = (shares: readonly Share[], index: number): Share => {
  const share = shares[index];
  if (share === undefined) throw new Error(`no share ${index}`);
  return share;
};

describe('shares of a key', () => {
  test('give the key from every three of five, and there are ten such sets', async () => {
    expect(await verifyShares(await splitSecret(secret, terms), isKey)).toBe(10);
  });

  test('give the key for any k and n', async () => {
    const numbers = integer({ min: 2, max: 7 }).chain((n) => tuple(integer({ min: 2, max: n }), constant(n)));
    await assert(
      asyncProperty(numbers, uint8Array({ minLength: 32, maxLength: 32 }), async ([threshold, custodians], key) => {
        const shares = await splitSecret(key, { ...terms, threshold, custodians });
        expect(await combineShares(shares.slice(-threshold), (made) => equalBytes(made, key))).toEqual(key);
      }),
      { numRuns: 25 },
    );
  });

  test('are refused when one is missing: SHARES_TOO_FEW', async () => {
    const shares = await splitSecret(secret, terms);
    for (const set of [[], ...subsetsOf(shares, 2)]) {
      await expect(combineShares(set, isKey)).rejects.toEqual(code('SHARES_TOO_FEW'));
    }
  });

  test('are refused when one is of another ceremony or key: SHARE_FOREIGN', async () => {
    const shares = await splitSecret(secret, terms);
    const elsewhere = await splitSecret(secret, { ...terms, ceremony: bytesOf(16, 2) });
    const otherKey = await splitSecret(secret, { ...terms, key: 'x509-root' });
    for (const stranger of [must(elsewhere, 2), must(otherKey, 2)]) {
      await expect(combineShares([...shares.slice(0, 2), stranger], isKey)).rejects.toEqual(code('SHARE_FOREIGN'));
    }
  });

  test('are refused when one is handed in twice: SHARE_REPEATED', async () => {
    const shares = await splitSecret(secret, terms);
    const twice = [must(shares, 0), must(shares, 1), must(shares, 1)];
    await expect(combineShares(twice, isKey)).rejects.toEqual(code('SHARE_REPEATED'));
  });

  test('are refused when any bit of one is damaged: SHARE_DAMAGED', async () => {
    const shares = await splitSecret(secret, terms);
    const third = must(shares, 2);
    for (let bit = 0; bit < 8 * third.bytes.length; bit += 1) {
      const bytes = third.bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      const set = [must(shares, 0), must(shares, 1), { ...third, bytes }];
      await expect(combineShares(set, isKey)).rejects.toEqual(code('SHARE_DAMAGED'));
    }
  });

  test('are refused when one was made up with a good check: SHARE_DAMAGED', async () => {
    const shares = await splitSecret(secret, terms);
    const { check: _check, ...third } = must(shares, 2);
    const forged = makeShare({ ...third, bytes: third.bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte)) });
    await expect(combineShares([must(shares, 0), must(shares, 1), forged], isKey)).rejects.toEqual(
      code('SHARE_DAMAGED'),
    );
  });

  test('are not made for a threshold that nobody could meet, or that one could', async () => {
    for (const threshold of [0, 1, 6])
      await expect(splitSecret(secret, { ...terms, threshold })).rejects.toThrow('threshold');
  });
});

describe('a custodian’s packet', () => {
  const random = (length: number) => bytesOf(length, 9);
  const packetOf = async () => {
    const shares = (await splitSecret(secret, terms)).slice(1, 2);
    return { ceremony: terms.ceremony, threshold: 3, custodians: 5, custodian: 2, shares, bundleRootSeed: secret };
  };
  const passphrase = 'correct horse battery staple';

  test('is read back as it was written, and refused cut off at any place', async () => {
    const packet = await packetOf();
    const bytes = encodePacket(packet);
    expect(decodePacket(bytes)).toEqual(packet);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodePacket(bytes.slice(0, length))).toThrow(code('SHARE_DAMAGED'));
    }
  });

  test('opens under its passphrase, and says who keeps it but nothing of what is inside', async () => {
    const packet = await packetOf();
    const sealed = await sealPacket(packet, { name: 'Custodian Two', passphrase, random });
    expect(await openSealedPacket(sealed, passphrase)).toEqual(packet);
    const text = new TextDecoder().decode(sealed);
    expect(JSON.parse(text)).toMatchObject({ custodian: 2, name: 'Custodian Two', threshold: 3 });
    for (const hidden of [packet.bundleRootSeed, packet.shares[0]?.bytes ?? secret]) {
      expect(text).not.toContain(Buffer.from(hidden).toString('hex'));
    }
    await expect(openSealedPacket(sealed, 'wrong')).rejects.toEqual(code('PASSPHRASE_WRONG'));
  });

  test.each([
    ['its name', '"name": "Custodian Two"', '"name": "Custodian Six"'],
    ['its number', '"custodian": 2', '"custodian": 3'],
    ['its end', '}\n', ''],
  ])('is refused when %s was changed: SHARE_DAMAGED', async (_, from, to) => {
    const sealed = await sealPacket(await packetOf(), { name: 'Custodian Two', passphrase, random });
    const changed = new TextEncoder().encode(new TextDecoder().decode(sealed).replace(from, to));
    await expect(openSealedPacket(changed, passphrase)).rejects.toEqual(code('SHARE_DAMAGED'));
  });
});
