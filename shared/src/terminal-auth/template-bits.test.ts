import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { andTemplates, decodeTemplate, encodeTemplate, type Template } from './index.ts';

const NOTHING: Template = {
  role: 'terminal',
  read: [],
  write: [],
  count: false,
  canAllowed: false,
  pinManagement: false,
};
const malformed = expect.objectContaining({ code: 'CVC_MALFORMED' });

/** Subsets keep their ascending order. */
const readable = fc.subarray(Array.from({ length: 22 }, (_, at) => at + 1));
const templates: fc.Arbitrary<Template> = fc.record({
  role: fc.constantFrom('cvca', 'dv-official', 'dv-non-official', 'terminal'),
  read: readable,
  write: fc.subarray([17, 18, 19, 20, 21, 22]),
  count: fc.boolean(),
  canAllowed: fc.boolean(),
  pinManagement: fc.boolean(),
});

// TR-03110-4 v2.21 §2.2.3.2; bit 31 is card profile 1 §2.
test.each<[string, Template, string]>([
  ['an authority', { ...NOTHING, role: 'cvca' }, 'c000000000'],
  ['an official document verifier', { ...NOTHING, role: 'dv-official' }, '8000000000'],
  ['a non-official document verifier', { ...NOTHING, role: 'dv-non-official' }, '4000000000'],
  ['a terminal without rights', NOTHING, '0000000000'],
  ['reading DG1', { ...NOTHING, read: [1] }, '0000000100'],
  ['reading DG9', { ...NOTHING, read: [9] }, '0000010000'],
  ['reading DG17', { ...NOTHING, read: [17] }, '0001000000'],
  ['reading DG22', { ...NOTHING, read: [22] }, '0020000000'],
  ['writing DG17', { ...NOTHING, write: [17] }, '2000000000'],
  ['writing DG22', { ...NOTHING, write: [22] }, '0100000000'],
  ['counting', { ...NOTHING, count: true }, '0080000000'],
  ['CAN allowed', { ...NOTHING, canAllowed: true }, '0000000010'],
  ['PIN management', { ...NOTHING, pinManagement: true }, '0000000020'],
  ['a clinic', { ...NOTHING, read: [2, 3, 17, 18], count: true, canAllowed: true }, '0083000610'],
])('%s has its bit', (_, template, hex) => {
  expect(toHex(encodeTemplate(template))).toBe(hex);
  expect(decodeTemplate(fromHex(hex))).toEqual(template);
});

test('a template comes back as it was', () => {
  fc.assert(
    fc.property(templates, (template) => {
      expect(decodeTemplate(encodeTemplate(template))).toEqual(template);
    }),
  );
});

test('AND of two templates is AND of their bits, under the role of the lower one', () => {
  fc.assert(
    fc.property(templates, templates, (upper, lower) => {
      const [a, b] = [encodeTemplate(upper), encodeTemplate(lower)];
      const anded = a.map((byte, at) => byte & (b[at] ?? 0));
      anded[0] = ((anded[0] ?? 0) & 0x3f) | ((b[0] ?? 0) & 0xc0);
      expect(toHex(encodeTemplate(andTemplates(upper, lower)))).toBe(toHex(anded));
    }),
  );
});

test('rights that this profile does not use are passed over', () => {
  // Age verification, municipality, restricted identification, privileged, install, bit 30.
  expect(decodeTemplate(fromHex('00400000cf'))).toEqual(NOTHING);
});

test('a template of another length is refused', () => {
  for (const hex of ['', '00000000', '000000000000']) expect(() => decodeTemplate(fromHex(hex))).toThrow(malformed);
});

test.each([{ read: [0] }, { read: [23] }, { write: [16] }, { write: [1.5] }])(
  'a group that has no bit is the caller’s bug: %o',
  (rights) => {
    expect(() => encodeTemplate({ ...NOTHING, ...rights })).toThrow(RangeError);
  },
);
