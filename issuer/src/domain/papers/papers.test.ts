import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { assert, constantFrom, property, subarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APPLICATION_KINDS, DEFAULT_POLICY, EVIDENCE_TYPES, EXEMPTIONS, PROXY_REASONS } from '../policy/index.ts';
import { decideAcceptance, decideProxy, decideSupplement, missingPapers, type PapersCase, papersFor } from './index.ts';

const day = parsePlainDate;
const policy = DEFAULT_POLICY;
const first: PapersCase = { kind: 'FIRST', grounds: [1], exemptions: [] };
const missing = (request: PapersCase, ...handedIn: (typeof EVIDENCE_TYPES)[number][]) =>
  missingPapers(request, { handedIn, policy }).map(({ rule }) => rule);

describe('missing papers', () => {
  test('are all told at once, each with its clause and what would do', () => {
    expect(missingPapers(first, { handedIn: ['ID_CARD'], policy })).toEqual([
      { rule: 'portrait', anyOf: ['PORTRAIT'], clause: 'Decree 663 art. 9' },
      {
        rule: 'address',
        anyOf: ['LEASE', 'TITLE_DEED', 'PURCHASE_CONTRACT', 'LODGING_STATEMENT'],
        clause: 'Decree 663 art. 9',
      },
      {
        rule: 'job',
        anyOf: ['BUSINESS_LICENCE', 'LABOUR_CONTRACT', 'EMPLOYER_STATEMENT'],
        clause: 'Decree 663 art. 9',
      },
    ]);
  });

  test('take one paper for every rule that it serves', () => {
    expect(missing({ ...first, grounds: [2] }, 'ID_CARD', 'PORTRAIT', 'LEASE')).toEqual([]);
  });

  test.each([
    [{ kind: 'FIRST', grounds: [3], exemptions: [] }, ['identity', 'portrait', 'address', 'study']],
    [{ kind: 'FIRST', grounds: [1], exemptions: ['TALENT'] }, ['identity', 'portrait', 'address', 'job', 'talent']],
    [
      { kind: 'FIRST', grounds: [3], exemptions: [], proxy: 'UNDER_16' },
      ['identity', 'portrait', 'address', 'study', 'proxy-identity', 'kinship'],
    ],
    [
      { kind: 'REISSUE_LOST', grounds: [], exemptions: [], proxy: 'DISABLED' },
      ['identity', 'portrait', 'loss', 'proxy-identity', 'kinship', 'mobility'],
    ],
    [{ kind: 'EXCHANGE_DAMAGED', grounds: [], exemptions: [] }, ['identity', 'portrait', 'old-card']],
    [{ kind: 'ENDORSE', grounds: [2], exemptions: [] }, ['identity', 'address', 'dwelling']],
    [{ kind: 'CANCEL', grounds: [], exemptions: [] }, ['identity', 'cancellation']],
  ] as const)('of %j are %j', (request, rules) => {
    expect(missing(request)).toEqual(rules);
  });

  test('are none once one paper of each is there, and never grow when a paper is added', () => {
    const kinds = constantFrom(...APPLICATION_KINDS);
    const grounds = subarray([1, 2, 3] as const);
    const handed = subarray([...EVIDENCE_TYPES]);
    const proxies = constantFrom(undefined, ...PROXY_REASONS);
    assert(
      property(kinds, grounds, subarray([...EXEMPTIONS]), proxies, handed, (kind, on, exemptions, proxy, handedIn) => {
        const request = { kind, grounds: on, exemptions, ...(proxy === undefined ? {} : { proxy }) };
        const found = missingPapers(request, { handedIn, policy });
        const brought = [...handedIn, ...found.flatMap(({ anyOf }) => anyOf.slice(0, 1))];
        return (
          missingPapers(request, { handedIn: brought, policy }).length === 0 &&
          found.length <= papersFor(request, policy).length &&
          EVIDENCE_TYPES.every((type) => {
            const more = missingPapers(request, { handedIn: [...handedIn, type], policy });
            return more.every(({ rule }) => found.some((before) => before.rule === rule));
          })
        );
      }),
    );
  });
});

describe('the notice of missing papers', () => {
  const found = missingPapers(first, { handedIn: ['ID_CARD', 'PORTRAIT'], policy });
  const look = { state: 'SUBMITTED', told: undefined, missing: found } as const;
  const now = { today: day('2026-03-02'), terms: policy.terms };

  test('names everything, and until when', () => {
    expect(decideSupplement(look, now)).toEqual({
      ok: true,
      value: { missing: found, toldOn: '2026-03-02', dueOn: '2026-04-01' },
    });
  });

  test('is given once', () => {
    const told = { missing: found, toldOn: now.today, dueOn: day('2026-04-01') };
    expect(decideSupplement({ ...look, told }, now)).toMatchObject({ refusal: 'already-told' });
    expect(decideSupplement({ ...look, missing: [] }, now)).toMatchObject({ refusal: 'nothing-missing' });
    expect(decideSupplement({ ...look, state: 'ACCEPTED' }, now)).toMatchObject({ refusal: 'not-submitted' });
  });

  test('holds the case up for what it named, and for nothing that was overlooked', () => {
    expect(decideAcceptance(look)).toMatchObject({ refusal: 'papers-missing' });
    expect(decideAcceptance({ ...look, missing: [] })).toEqual({ ok: true, value: { overlooked: [] } });
    expect(decideAcceptance({ ...look, state: 'DRAFT' })).toMatchObject({ refusal: 'not-submitted' });
    const told = { missing: found.slice(0, 1), toldOn: now.today, dueOn: day('2026-04-01') };
    expect(decideAcceptance({ ...look, told })).toMatchObject({ refusal: 'papers-missing' });
    const overlooked = found.slice(1);
    expect(decideAcceptance({ ...look, told, missing: overlooked })).toEqual({ ok: true, value: { overlooked } });
  });
});

describe('a proxy', () => {
  const today = day('2026-06-15');
  const mother = { personId: 'm', birthDate: day('1990-01-01'), relation: 'GUARDIAN' } as const;

  test('files for a child until the day on which it is 16', () => {
    const child = { personId: 'c', birthDate: day('2010-06-16') };
    expect(decideProxy(child, { today })).toMatchObject({ refusal: 'proxy-needed' });
    const proxy = { ...mother, reason: 'UNDER_16' } as const;
    expect(decideProxy(child, { today, proxy })).toEqual({ ok: true, value: { filedBy: 'GUARDIAN' } });
    expect(decideProxy(child, { today: day('2026-06-16'), proxy })).toMatchObject({ refusal: 'reason-does-not-fit' });
    expect(decideProxy(child, { today: day('2026-06-16') })).toEqual({ ok: true, value: { filedBy: 'APPLICANT' } });
  });

  test('files for the elderly from 60 on, and for the disabled at any age', () => {
    const son = { personId: 's', birthDate: day('1990-01-01'), relation: 'CLOSE_RELATIVE' } as const;
    const father = { personId: 'f', birthDate: day('1966-06-16') };
    const elderly = { ...son, reason: 'ELDERLY' } as const;
    expect(decideProxy(father, { today, proxy: elderly })).toMatchObject({ refusal: 'reason-does-not-fit' });
    expect(decideProxy(father, { today: day('2026-06-16'), proxy: elderly })).toMatchObject({ ok: true });
    expect(decideProxy(father, { today, proxy: { ...son, reason: 'DISABLED' } })).toMatchObject({ ok: true });
  });

  test('is of age and somebody else', () => {
    const child = { personId: 'c', birthDate: day('2015-01-01') };
    const reason = 'UNDER_16';
    for (const proxy of [
      { ...mother, reason, birthDate: day('2008-06-16') },
      { ...mother, reason, personId: 'c' },
    ] as const) {
      expect(decideProxy(child, { today, proxy })).toMatchObject({ refusal: 'proxy-not-allowed' });
    }
  });
});
