import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCandidates, nameKey, pinyinKey, toPinyin } from './index.ts';

const day = parsePlainDate;
const birthDate = day('1990-03-04');
const reasons = (name: string, other: string, born = '1990-03-04') =>
  findCandidates({ name, birthDate }, { known: [{ personId: 'k', name: other, birthDate: day(born) }], toPinyin }).map(
    ({ reason }) => reason,
  );

describe('names', () => {
  test.each([
    ['示例·样本', '示例样本'],
    ['示例•样本', '示例样本'],
    ['Ａｌｉ Sample', 'alisample'],
    ['Jose\u0301', 'josé'],
    ['Anne-Marie', 'annemarie'],
  ])('%s is compared as %s', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  test.each([
    ['样本', 'yangben'],
    ['单例', 'shanli'],
    ['吕样', 'lvyang'],
    ['Ali Sample', 'alisample'],
    ['样𠮷', 'yang𠮷'],
  ])('%s in Latin letters is %s', (name, key) => {
    expect(pinyinKey(name, toPinyin)).toBe(key);
  });
});

describe('a candidate for one person in two entries', () => {
  test.each([
    ['样本·示例', '样本示例', '1990-03-04', ['SAME_NAME']],
    ['样例', '杨力', '1990-03-04', ['SAME_PINYIN']],
    ['样本', 'YANG BEN', '1990-03-04', ['SAME_PINYIN']],
    ['样本', '样本', '1990-04-03', ['DAY_AND_MONTH_SWAPPED']],
    ['样本', '杨本', '1990-04-03', []],
    ['样本', '样本', '1990-03-05', []],
    ['样本', '示例', '1990-03-04', []],
    ['样𠮷', '样𠮶', '1990-03-04', []],
  ] as const)('%s and %s, %s: %j', (name, other, born, expected) => {
    expect(reasons(name, other, born)).toEqual(expected);
  });

  test('comes strongest first and is never the person itself', () => {
    const known = [
      { personId: 'swapped', name: '样例', birthDate: day('1990-04-03') },
      { personId: 'pinyin', name: '杨力', birthDate },
      { personId: 'name', name: '样例', birthDate },
      { personId: 'self', name: '样例', birthDate },
    ];
    const found = findCandidates({ personId: 'self', name: '样例', birthDate }, { known, toPinyin });
    expect(found.map(({ personId }) => personId)).toEqual(['name', 'pinyin', 'swapped']);
  });

  test('is one whichever of the two came first', () => {
    const names = constantFrom('样例', '杨力', '样·例', 'Yang Li', '示例', '样𠮷');
    const births = constantFrom('1990-03-04', '1990-04-03', '1990-03-05');
    assert(
      property(names, births, names, births, (a, bornA, b, bornB) => {
        const ask = (name: string, born: string, other: string, otherBorn: string) =>
          findCandidates(
            { name, birthDate: day(born) },
            { known: [{ personId: 'k', name: other, birthDate: day(otherBorn) }], toPinyin },
          );
        return JSON.stringify(ask(a, bornA, b, bornB)) === JSON.stringify(ask(b, bornB, a, bornA));
      }),
    );
  });
});
