import type { Template } from '@residence-permit/shared/terminal-auth';
import { describe, expect, it, test } from 'vitest';
import { readsOf, sessionWith } from '../testing/access-matrix.ts';
import { CLINIC_RIGHTS, allRights } from '../testing/test-authority.ts';
import { mayCount, mayManagePin, mayRead, mayWrite } from './index.ts';

const GROUPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21];
const CHIP_FILES = [0x17, 0x18, 0x19];
const EVERYTHING = [...GROUPS, ...CHIP_FILES].sort((a, b) => a - b);

/** Card profile 1 §2, one row of the table per session. */
const COLUMNS = {
  'before PACE': [],
  'with the card access number and no template': [1, 2, 9, 10, 12, 17],
  'with the PIN and no template': EVERYTHING,
  'with the unblocking code': [],
  'with the card access number and a template, terminal not proved': [1, 12],
  'with the PIN and a template, terminal not proved': [1, 12],
  'with the card access number and a proved clinic': [1, 2, 3, 12, 17, 18],
  'with the PIN and a proved clinic': [1, 2, 3, 12, 17, 18],
  'with the card access number and a proved office': GROUPS,
  'with generic mapping and no template': [1, 2, 9, 10, 12, 17],
  'with generic mapping and a template, terminal proved, chip not': [1, 12],
  'with generic mapping and the PIN, terminal proved, chip not': [1, 12],
  'with generic mapping, clinic and chip proved': [1, 2, 3, 12, 17, 18],
  'with generic mapping, office and chip proved': GROUPS,
} as const;

describe('the chip releases exactly the files of the profile', () => {
  test.each(Object.entries(COLUMNS))('%s', (name, released) => {
    const reads = readsOf(sessionWith(name as keyof typeof COLUMNS));
    const read = EVERYTHING.filter((sfi) => reads.get(sfi) === 0x9000);
    expect(read).toEqual([...released].sort((a, b) => a - b));
    const refused = EVERYTHING.filter((sfi) => !read.includes(sfi)).map((sfi) => reads.get(sfi));
    expect(new Set(refused)).toEqual(new Set(refused.length === 0 ? [] : [0x6982]));
  });
});

describe('a template', () => {
  const noRights: Template = {
    role: 'terminal',
    read: [],
    write: [],
    count: false,
    canAllowed: true,
    pinManagement: false,
  };
  const proved = (effective: Template) => ({ kind: 'template', effective }) as const;

  it.each(GROUPS)('that reads DG%i alone opens that group, DG1 and DG12, and nothing else', (group) => {
    const access = proved({ ...noRights, read: [group] });
    expect(GROUPS.filter((each) => mayRead(access, each))).toEqual([...new Set([1, group, 12])].sort((a, b) => a - b));
  });

  it.each([17, 18, 19, 20, 21])('that writes DG%i alone writes no other group and reads none', (group) => {
    const access = proved({ ...noRights, write: [group] });
    expect(GROUPS.filter((each) => mayWrite(access, each))).toEqual([group]);
    expect(GROUPS.filter((each) => mayRead(access, each))).toEqual([1, 12]);
  });

  it('never opens the files that the chip writes itself', () => {
    const access = proved(allRights('terminal'));
    expect((['counters', 'access-log', 'state'] as const).filter((file) => mayRead(access, file))).toEqual([]);
  });

  it('counts only in a group that it may also read', () => {
    expect(mayCount(proved({ ...noRights, count: true }), 18)).toBe(false);
    expect(mayCount(proved({ ...noRights, read: [18] }), 18)).toBe(false);
    expect(mayCount(proved(CLINIC_RIGHTS), 18)).toBe(true);
    expect(mayCount(proved(CLINIC_RIGHTS), 19)).toBe(false);
  });

  it('gives no right before the terminal has proved its key', () => {
    const access = { kind: 'template', effective: undefined } as const;
    expect([mayWrite(access, 17), mayCount(access, 18), mayManagePin(access)]).toEqual([false, false, false]);
  });
});

describe('a password alone', () => {
  it.each(['can', 'pin', 'puk'] as const)('%s writes, counts and manages nothing', (password) => {
    const access = { kind: 'column', password } as const;
    expect(GROUPS.filter((group) => mayWrite(access, group) || mayCount(access, group))).toEqual([]);
    expect(mayManagePin(access)).toBe(false);
  });
});
