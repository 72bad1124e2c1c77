import { decodeEvidence, encodeEvidence } from '@residence-permit/reader/evidence';
import type { CborKey, CborValue } from '@residence-permit/shared/cbor';
import { DecodeError } from '@residence-permit/shared/errors';
import { nobleKeyAgreement } from '@residence-permit/shared/pace';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { decodePermitDocument } from '@residence-permit/shared/records';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, DEMO_AT } from '../builders/index.ts';
import { keepTap, type KeptTap, resealed } from './kept-tap.ts';

let kept: KeptTap;
let bytes: Uint8Array;
let rejected: KeptTap;

beforeAll(async () => {
  const office = await anOffice({ seed: 'tampered' });
  office.setClock(DEMO_AT);
  const period = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
  const card = await aCard(office)
    .withGrants({ kind: 'health', ...period })
    .active();
  kept = await keepTap(office, card, 'clinic');
  rejected = await keepTap(office, card, 'housing-office');
  bytes = encodeEvidence(kept.redacted);
});

const codeOf = (read: () => unknown): string => {
  try {
    read();
    return 'none';
  } catch (error) {
    return error instanceof DecodeError ? error.code : String(error);
  }
};

const isMap = (value: CborValue | undefined): value is ReadonlyMap<CborKey, CborValue> => value instanceof Map;

/** A file changed behind its check sum: refused, or judged to something else than it says, or not accepted. */
function outcomeOf(file: Uint8Array): 'refused' | 'differs' | 'accepted' | 'not accepted' {
  if (codeOf(() => decodeEvidence(file)) === 'EVIDENCE_BAD') return 'refused';
  const { differences, result } = kept.replay(decodeEvidence(file));
  if (differences.length > 0) return 'differs';
  return result.verdict === 'accepted' ? 'accepted' : 'not accepted';
}

describe('an evidence file that is not whole', () => {
  it('is refused with any byte changed', () => {
    expect(kept.tap.result.verdict).toBe('accepted');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = bytes.with(at, (bytes[at] ?? 0) ^ mask);
        return codeOf(() => decodeEvidence(changed)) === 'EVIDENCE_BAD';
      }),
      { numRuns: 400 },
    );
  });

  it('is refused with one bit of any byte flipped', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8)));
      expect(codeOf(() => decodeEvidence(flipped))).toBe('EVIDENCE_BAD');
    }
  });

  it('is refused cut short, continued, or empty', () => {
    const wrong = [
      bytes.slice(0, -1),
      bytes.slice(0, bytes.length / 2),
      new Uint8Array(),
      new Uint8Array([...bytes, 0]),
    ];
    expect(wrong.map((file) => codeOf(() => decodeEvidence(file)))).toEqual(wrong.map(() => 'EVIDENCE_BAD'));
  });
});

describe('an evidence file that somebody changed and sealed again', () => {
  it('is accepted only where nothing was changed', () => {
    expect(outcomeOf(resealed(bytes, () => undefined))).toBe('accepted');
  });

  it.each<[string, (members: Map<CborKey, CborValue>) => void]>([
    ['another verdict', (members) => members.set('verdict', 'rejected')],
    ['another reason', (members) => members.set('reasons', ['CARD_REVOKED'])],
    ['a group said to be missing', (members) => members.set('withheld', [9])],
    ['another purpose', (members) => members.set('purpose', 'housing-office')],
    ['a time a year later', (members) => members.set('at', DEMO_AT + 366 * 86_400)],
    ['a time a year earlier', (members) => members.set('at', DEMO_AT - 366 * 86_400)],
    ['a clock that had been further', (members) => members.set('clockFloor', DEMO_AT + 86_400)],
    ['no budget', (members) => members.set('staleness', [0, 0]).set('at', DEMO_AT + 1)],
    ['another version', (members) => members.set('version', 2)],
    ['a member more', (members) => members.set('more', 1)],
    ['a member less', (members) => members.delete('log')],
    ['a path out of the folder', (members) => members.set('trust', [trustFile('../pins.json')])],
    ['an absolute path', (members) => members.set('trust', [trustFile('/etc/passwd')])],
  ])('is not accepted with %s', (_what, change) => {
    expect(['refused', 'differs', 'not accepted']).toContain(outcomeOf(resealed(bytes, change)));
  });

  it.each(['dg1', 'cam', 'files', 'redacted'])('is not accepted with any byte of %s changed', (member) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (position, mask) => {
        const changed = resealed(bytes, (members) => {
          const reading = members.get('reading');
          if (isMap(reading)) members.set('reading', withChange(reading, member, { position, mask }));
        });
        return outcomeOf(changed) !== 'accepted';
      }),
      { numRuns: 150 },
    );
  });

  it('is accepted with a proof of the chip that somebody made up: evidence is no proof for others', () => {
    const { dg1Bytes = new Uint8Array() } = kept.redacted.reading;
    const { deviceKey } = decodePermitDocument(dg1Bytes).mso;
    const caIc = new Uint8Array(32).fill(7);
    const file = resealed(bytes, (members) => {
      const reading = members.get('reading');
      const made = [caIc, nobleKeyAgreement.multiply(caIc, deviceKey)];
      if (isMap(reading)) members.set('reading', new Map(reading).set('cam', made));
    });
    expect(outcomeOf(file)).toBe('accepted');
  });

  it('is not accepted when a rejected tap is said to have been accepted', () => {
    const file = resealed(encodeEvidence(rejected.redacted), (members) => {
      members.set('verdict', 'accepted').set('reasons', []);
    });
    const replay = rejected.replay(decodeEvidence(file));
    expect(replay.result.verdict).toBe('rejected');
    expect(replay.differences.map(({ of }) => of)).toEqual(['verdict', 'reasons']);
  });
});

function trustFile(path: string): CborValue {
  return new Map<CborKey, CborValue>([
    ['path', path],
    ['sha256', new Uint8Array(32)],
  ]);
}

type Change = { readonly position: number; readonly mask: number };

/** The map with one byte changed somewhere in that member. */
function withChange(map: ReadonlyMap<CborKey, CborValue>, member: string, change: Change): CborValue {
  return new Map(map).set(member, changedBytes(map.get(member) ?? null, change));
}

/** The value with one byte of one of its byte strings changed, whichever the position falls on. */
function changedBytes(value: CborValue, { position, mask }: Change): CborValue {
  if (value instanceof Uint8Array) {
    const at = value.length === 0 ? 0 : Math.floor(position / 7) % value.length;
    return value.with(at, (value[at] ?? 0) ^ mask);
  }
  const isPlace = (part: CborValue): boolean =>
    part instanceof Uint8Array || part instanceof Map || Array.isArray(part);
  if (value instanceof Map) {
    const keys = [...value.keys()].filter((key) => isPlace(value.get(key) ?? null));
    const key = keys[position % keys.length] ?? 0;
    return new Map(value).set(key, changedBytes(value.get(key) ?? null, { position: position + 1, mask }));
  }
  if (!Array.isArray(value)) return value;
  const places = value.flatMap((part, at) => (isPlace(part) ? [at] : []));
  const place = places[position % places.length];
  return value.map((part, at) => (at === place ? changedBytes(part, { position: position + 1, mask }) : part));
}
