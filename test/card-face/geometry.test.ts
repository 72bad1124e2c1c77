import {
  type Box,
  CARD_SIZE,
  type CardFace,
  FACE_FONTS,
  type FaceElement,
  type FaceFonts,
  type FaceText,
  layCardFace,
  openFaceFonts,
  SAFE_MARGIN,
  chooseFontsFrom,
  widthOf,
} from '@residence-permit/issuer/adapters/card-face';
import { PermitError } from '@residence-permit/shared/errors';
import { parsePermitNumber } from '@residence-permit/shared/identifiers';
import { SEXES, type Sex } from '@residence-permit/shared/records';
import { array, assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { NAMES } from '../builders/invented-people.ts';
import { aFace, OFFICE } from './a-face.ts';

const TOLERANCE = 1e-6;

let fonts: FaceFonts;
beforeAll(async () => {
  fonts = await openFaceFonts(FACE_FONTS);
});

/** The largest record that the chip takes. */
const FULL = {
  name: '样'.repeat(100),
  hukouAddress: '示例省'.repeat(66),
  residenceAddress: '样本路'.repeat(66),
  sex: 9,
} as const;

const lay = (face: CardFace) => layCardFace(face, chooseFontsFrom(fonts));
const elementsOf = (face: CardFace): readonly (readonly FaceElement[])[] => Object.values(lay(face));
const textOf = (face: CardFace, part: FaceText['part']): FaceText => {
  const found = elementsOf(face)
    .flat()
    .find((element) => element.part === part);
  if (found?.kind !== 'text') throw new RangeError(`no text ${part}`);
  return found;
};

describe.each([
  ['an ordinary person', {}],
  ['a long name', { name: NAMES.long }],
  ['a rare character', { name: NAMES.extensionB }],
  ['the largest record', FULL],
] as const)('%s', (_, change) => {
  test('everything that is read lies inside the safe margin, and no two things overlap', async () => {
    const sides = elementsOf(await aFace(change));
    expect(sides.map((side) => side.length)).toEqual([19, 16]);
    for (const side of sides) {
      const read = side.filter(({ kind }) => kind !== 'fill');
      expect(read.filter(({ box }) => !isInside(box, safeArea())).map(({ part }) => part)).toEqual([]);
      const pairs = read.flatMap((one, at) => read.slice(at + 1).map((other) => [one, other] as const));
      expect(
        pairs.filter(([one, other]) => overlap(one.box, other.box)).map(([one, other]) => [one.part, other.part]),
      ).toEqual([]);
    }
  });

  test('each line of a text lies inside the box of the text', async () => {
    const texts = elementsOf(await aFace(change))
      .flat()
      .filter((element) => element.kind === 'text');
    expect(texts.length).toBeGreaterThan(25);
    for (const { part, box, size, lines } of texts) {
      for (const { x, baseline, runs } of lines) {
        // Above the baseline Han characters reach highest, below it Latin letters lowest.
        const line = { x, y: baseline - 0.88 * size, width: widthOf(runs) * size, height: 1.13 * size };
        expect([part, isInside(line, box)]).toEqual([part, true]);
      }
    }
  });
});

describe('a text that is longer than its place', () => {
  const nameOf = async (name: string) => {
    const { size, lines } = textOf(await aFace({ name }), 'name');
    return { size, lines: lines.map(({ text }) => text) };
  };

  test('a name gets smaller first, then it wraps at its dots, then anywhere, and its characters are all there', async () => {
    expect(await nameOf('样例甲')).toEqual({ size: 4.6, lines: ['样例甲'] });
    const smaller = await nameOf('示例·阿卜杜热合曼·样本');
    expect(smaller.lines).toHaveLength(1);
    expect(smaller.size).toBeLessThan(4.6);
    const wrapped = await nameOf(NAMES.long);
    expect(wrapped.lines.length).toBeGreaterThan(1);
    expect(wrapped.lines.join('')).toBe(NAMES.long);
    expect(wrapped.lines.slice(0, -1).every((line) => line.endsWith('·'))).toBe(true);
    const full = await nameOf(FULL.name);
    expect(full.lines.join('')).toBe(FULL.name);
    expect(full.size).toBeLessThan(wrapped.size);
    expect(full.size).toBeGreaterThanOrEqual(1.9);
  });

  test('a name that does not fit in the smallest size is refused by its code', async () => {
    const face = await aFace({ name: 'W'.repeat(100) });
    expect(() => lay(face)).toThrow(
      expect.objectContaining({ code: 'FACE_TEXT_TOO_LONG', message: expect.stringMatching(/name$/) }),
    );
  });

  test('an office with a longer name and address than the back has room for is refused by its code', async () => {
    const face = { ...(await aFace()), office: { ...OFFICE, address: '示例市样本路'.repeat(20) } };
    expect(() => lay(face)).toThrow(expect.objectContaining({ code: 'FACE_TEXT_TOO_LONG' }));
  });

  test('whatever the name, it stands whole inside its box, or a code says why it does not', async () => {
    const face = await aFace();
    const choose = chooseFontsFrom(fonts);
    const character = oneof(
      { weight: 8, arbitrary: integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point)) },
      { weight: 2, arbitrary: constantFrom('·', ' ', 'A', 'W', 'é', '-', '\u{20BB7}', '\u{22610}') },
      { weight: 1, arbitrary: string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    );
    const names = array(character, { minLength: 1, maxLength: 100 }).map((parts) => `样${parts.join('')}例`);
    const outcomes = new Set<string>();
    assert(
      property(names, (name) => {
        try {
          const { front } = layCardFace({ ...face, record: { ...face.record, name } }, choose);
          const found = front.find(({ part }) => part === 'name');
          outcomes.add('printed');
          const letters = found?.kind === 'text' ? found.lines.map(({ text }) => text).join('') : '';
          return letters.replaceAll(' ', '') === name.replaceAll(' ', '');
        } catch (cause) {
          const code = cause instanceof PermitError ? cause.code : String(cause);
          outcomes.add(code);
          return code === 'GLYPH_MISSING' || code === 'FACE_TEXT_TOO_LONG';
        }
      }),
      { numRuns: 60 },
    );
    expect([...outcomes].toSorted()).toEqual(expect.arrayContaining(['GLYPH_MISSING', 'printed']));
  }, 60_000);

  test.each(Object.keys(SEXES).map((code) => Number(code) as Sex))('sex %i fits', async (sex) => {
    expect(textOf(await aFace({ sex }), 'sex').text).toBe(`${SEXES[sex].zh} ${SEXES[sex].en}`);
  });

  test('the longest permit number fits', async () => {
    const { issue } = (await aFace()).record;
    const permitNumber = parsePermitNumber('M'.repeat(32));
    expect(textOf(await aFace({ issue: { ...issue, permitNumber } }), 'permitNumber').lines).toHaveLength(1);
  });
});

test('an office that nobody gave a telephone is still named to who finds or loses a card', async () => {
  const face = { ...(await aFace()), office: { ...OFFICE, telephone: '', address: '' } };
  expect(textOf(face, 'loss').text).toContain(`请送交${OFFICE.name}。`);
  expect(textOf(face, 'loss').text).not.toContain('致电');
  expect(textOf(face, 'loss-en').text).not.toContain('call');
});

test('the face says what the law puts on it, and neither service class nor an end of validity', async () => {
  const face = await aFace({ serviceClass: 1 });
  const said = elementsOf(face)
    .flat()
    .flatMap((element) => (element.kind === 'text' ? [element.text] : []));
  const { name, citizenId, hukouAddress, residenceAddress, birthDate, issue } = face.record;
  const wanted = [name, '女 Female', birthDate, issue.permitNumber, issue.issuingAuthority, issue.issueDate, face.can];
  expect(said).toEqual(
    expect.arrayContaining([...wanted, citizenId, hukouAddress, residenceAddress, '维吾尔族 Uyghur']),
  );
  expect(said.join('\n')).not.toMatch(/类|[Cc]lass|有效期至|valid until/i);
  const front = lay(face).front.map(({ part }) => part);
  for (const part of ['citizenId', 'hukouAddress', 'residenceAddress', 'ethnicGroup'])
    expect(front).not.toContain(part);
});

function safeArea(): Box {
  return {
    x: SAFE_MARGIN,
    y: SAFE_MARGIN,
    width: CARD_SIZE.width - 2 * SAFE_MARGIN,
    height: CARD_SIZE.height - 2 * SAFE_MARGIN,
  };
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - TOLERANCE &&
    inner.y >= outer.y - TOLERANCE &&
    inner.x + inner.width <= outer.x + outer.width + TOLERANCE &&
    inner.y + inner.height <= outer.y + outer.height + TOLERANCE
  );
}

function overlap(one: Box, other: Box): boolean {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return across > TOLERANCE && down > TOLERANCE;
}
