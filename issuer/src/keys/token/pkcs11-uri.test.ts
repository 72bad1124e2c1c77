import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPkcs11Uri, parsePkcs11Uri } from './pkcs11-uri.ts';

describe('a PKCS#11 URI', () => {
  test.each([
    // RFC 7512 §3: the examples that name nothing beyond what this software uses.
    [
      'pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;object=my-certificate;type=private;id=%69%95%3E%5C%F4%BD%EC%91',
      { tokenLabel: 'The Software PKCS#11 Softtoken', label: 'my-certificate', id: bytes('69953e5cf4bdec91') },
    ],
    ['pkcs11:token=My%20token%25%20created%20by%20Joe', { tokenLabel: 'My token% created by Joe' }],
    [
      'pkcs11:object=my-sign-key;token=t?pin-source=file:/etc/token_pin',
      { tokenLabel: 't', label: 'my-sign-key', pinFile: '/etc/token_pin' },
    ],
    [
      'pkcs11:token=office;serial=0a1b;id=%00%ff?module-path=/usr/lib/softhsm/libsofthsm2.so',
      { tokenLabel: 'office', serial: '0a1b', id: bytes('00ff'), module: '/usr/lib/softhsm/libsofthsm2.so' },
    ],
    ['pkcs11:token=%E5%8A%9E%E5%85%AC', { tokenLabel: '办公' }],
  ])('%s', (text, uri) => {
    expect(parsePkcs11Uri(text)).toEqual(uri);
  });

  test('reads back as it was written, whatever the names', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    const uri = fc.record(
      {
        tokenLabel: name,
        serial: name,
        label: name,
        id: fc.uint8Array({ minLength: 1, maxLength: 20 }),
        module: name.map((text) => `/${text}`),
        pinFile: name.map((text) => `/${text}`),
      },
      { requiredKeys: ['tokenLabel'] },
    );
    fc.assert(
      fc.property(uri, (each) => {
        expect(parsePkcs11Uri(formatPkcs11Uri(each))).toEqual(each);
      }),
    );
  });

  test.each([
    ['http://token', 'want pkcs11:'],
    ['pkcs11:', 'want token='],
    ['pkcs11:token=', 'want token='],
    ['pkcs11:object=key', 'want token='],
    ['pkcs11:token=a;token=b', 'token stands twice'],
    ['pkcs11:token=a;slot-id=1', 'slot-id is not used here'],
    ['pkcs11:token=a;x-vendor=1', 'x-vendor is not used here'],
    ['pkcs11:token=a;object', 'without a value'],
    ['pkcs11:token=a b', '% form'],
    ['pkcs11:token=a%2', '% form'],
    ['pkcs11:token=a%zz', '% form'],
    ['pkcs11:token=%ff', 'not UTF-8'],
    ['pkcs11:token=a;type=cert', 'want private or data'],
    ['pkcs11:token=a?module-name=softhsm', 'module-name is not used here'],
  ])('%s is refused: %s', (text, complaint) => {
    expect(() => parsePkcs11Uri(text)).toThrow(complaint);
  });

  test('with a PIN in it is refused, and the PIN is not repeated', () => {
    const parse = () => parsePkcs11Uri('pkcs11:token=a?pin-value=246813');
    expect(parse).toThrow('pin-value is not used here');
    expect(parse).not.toThrow('246813');
  });
});

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}
