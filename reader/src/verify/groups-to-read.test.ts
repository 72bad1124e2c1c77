import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import type { Template } from '@residence-permit/shared/terminal-auth';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsToRead } from './groups-to-read.ts';

const rightsTo = (read: readonly number[]): Template => ({
  role: 'terminal',
  read,
  write: [],
  count: false,
  canAllowed: true,
  pinManagement: false,
});
const purpose = fc.constantFrom(...DEFAULT_PURPOSES);
const groups = fc.subarray([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21]);

describe('groupsToRead', () => {
  it('asks for nothing that the purpose does not name or the certificate does not allow', () => {
    fc.assert(
      fc.property(purpose, groups, (tapped, read) => {
        const asked = groupsToRead({ purpose: tapped, passwordKind: 'can', rights: rightsTo(read) });
        expect(asked).toEqual(tapped.fields.filter((group) => read.includes(group)));
      }),
    );
  });

  it('asks without a certificate only for what is printed and the endorsement', () => {
    fc.assert(
      fc.property(purpose, (tapped) => {
        const asked = groupsToRead({ purpose: tapped, passwordKind: 'can', rights: undefined });
        expect(asked.every((group) => [2, 9, 10, 17].includes(group))).toBe(true);
      }),
    );
  });

  it('gives a holder with the PIN whatever the purpose names', () => {
    const holder = DEFAULT_PURPOSES.find(({ id }) => id === 'holder');
    if (holder === undefined) throw new RangeError('purposes: no holder');
    expect(groupsToRead({ purpose: holder, passwordKind: 'pin', rights: undefined })).toEqual(holder.fields);
  });
});
