import { describe, expect, test } from 'vitest';
import { decideCitizenId, decideName } from './index.ts';

const [BEFORE, AFTER] = ['440524188001010014', '11010519491231002X'] as const;
const proved = (value: string) => ({ value, isConfirmed: true, paper: 'ID_CARD' as const });
const decide = (
  given: Partial<Parameters<typeof decideCitizenId>[1]>,
  kind: Parameters<typeof decideCitizenId>[0] = 'CORRECT_ERROR',
) => decideCitizenId(kind, { current: BEFORE, said: undefined, saidBirthDate: undefined, ...given });

describe('another ID number', () => {
  test('counts by the office’s word with a paper, and brings its birth date', () => {
    expect(decide({ said: proved(AFTER) })).toEqual({ ok: true, value: AFTER });
    expect(decide({ said: proved(AFTER), saidBirthDate: proved('1949-12-31') })).toEqual({ ok: true, value: AFTER });
  });

  test('that is the one of the register, or that nobody says, changes nothing', () => {
    expect(decide({})).toEqual({ ok: true, value: undefined });
    expect(decide({ said: { ...proved(BEFORE), isConfirmed: false } })).toEqual({ ok: true, value: undefined });
    expect(decide({ saidBirthDate: proved('1880-01-01') })).toEqual({ ok: true, value: undefined });
  });

  test.each([
    [{ ...proved(AFTER), isConfirmed: false }, 'citizen-id-unproved'],
    [{ ...proved(AFTER), paper: undefined }, 'citizen-id-unproved'],
    [{ ...proved(AFTER), paper: 'LEASE' as const }, 'citizen-id-unproved'],
    [proved('110105194912310020'), 'citizen-id-bad'],
  ] as const)('said as %j is refused: %s', (said, refusal) => {
    expect(decide({ said })).toEqual({ ok: false, refusal });
  });

  test('of a legal change needs its certificate or the booklet; the card alone shows no change', () => {
    expect(decide({ said: proved(AFTER) }, 'CHANGE_DATA')).toMatchObject({ refusal: 'citizen-id-unproved' });
    const said = { ...proved(AFTER), paper: 'CHANGE_PROOF' as const };
    expect(decide({ said }, 'CHANGE_DATA')).toEqual({ ok: true, value: AFTER });
  });

  test('agrees with the birth date that is said, whichever of the two is said', () => {
    const saidBirthDate = proved('1949-12-30');
    expect(decide({ said: proved(AFTER), saidBirthDate })).toMatchObject({ refusal: 'birth-date-disagrees' });
    expect(decide({ saidBirthDate })).toMatchObject({ refusal: 'birth-date-disagrees' });
  });

  test('like a name is no matter of a case that says nothing of who somebody is', () => {
    expect(decide({ said: proved(AFTER), saidBirthDate: proved('2000-01-01') }, 'ENDORSE')).toEqual({
      ok: true,
      value: undefined,
    });
    expect(decideName('ENDORSE', { current: '样例', said: proved('样本') })).toEqual({ ok: true, value: undefined });
  });
});
