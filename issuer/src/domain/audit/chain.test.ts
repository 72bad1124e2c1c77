import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { toHex } from '@residence-permit/shared/bytes';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEvent,
  type AuditFinding,
  type ChainRow,
  type ChainTip,
  CLOCK_TOLERANCE_US,
  extendChain,
  isAboutClocks,
  linkBytes,
  linkHash,
  makeChainWalk,
  NO_TIP,
  type Sha256,
} from './index.ts';

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
const AT = 1_796_000_000_000_000n;

const text = fc.oneof(fc.constantFrom('', 'person.read', '样例', '\ufeffx', 'a\n'), fc.string({ unit: 'grapheme' }));
const bytes = fc.uint8Array({ maxLength: 40 });
const orNull = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const moment = fc.bigInt({ min: 0n, max: CLOCK_TOLERANCE_US / 2n }).map((offset) => AT + offset);
const content = fc.record({
  at: moment,
  processAt: moment,
  actorId: orNull(fc.uuid()),
  action: text,
  subjectTag: orNull(bytes),
  caseNumber: orNull(text),
  object: orNull(text),
  purpose: orNull(text),
  purposeVersion: orNull(fc.nat()),
  reason: orNull(text),
  bodyHash: orNull(bytes),
  requestId: orNull(text),
});
/** Events of one office, with gaps in their numbers. */
const log = fc
  .array(fc.tuple(content, fc.bigInt({ min: 1n, max: 5n })), { minLength: 2, maxLength: 12 })
  .map((entries): readonly AuditEvent[] => {
    let id = 0n;
    return entries.map(([each, step]) => ({ ...each, officeId: 'east', id: (id += step) }));
  });

function chainOf(events: readonly AuditEvent[], sizes: readonly number[] = []): readonly ChainRow[] {
  const rows: ChainRow[] = [];
  let tip: ChainTip = NO_TIP;
  for (let start = 0, batch = 0; start < events.length; batch += 1) {
    const part = events.slice(start, start + (sizes[batch] ?? events.length));
    const links = extendChain({ officeId: 'east', tip, events: part, linkedAt: AT, sha256 });
    rows.push(...links.map((link, index) => ({ link, event: part[index] })));
    tip = links.at(-1) ?? tip;
    start += part.length;
  }
  return rows;
}

/** What breaks the chain. */
function breaksOf(rows: readonly ChainRow[]): readonly AuditFinding[] {
  const walk = makeChainWalk(sha256);
  return rows.flatMap((row) => walk.step(row)).filter((finding) => !isAboutClocks(finding));
}

/** Every way to change one row for another. */
const change = fc.oneof(
  content.map(
    (other) =>
      (row: ChainRow): ChainRow => ({
        ...row,
        event: row.event === undefined ? undefined : { ...row.event, ...other },
      }),
  ),
  fc.constant(({ link }: ChainRow): ChainRow => ({ link, event: undefined })),
  bytes.map(
    (hash) =>
      ({ link, event }: ChainRow): ChainRow => ({ link: { ...link, hash }, event }),
  ),
  bytes.map(
    (prevHash) =>
      ({ link, event }: ChainRow): ChainRow => ({ link: { ...link, prevHash }, event }),
  ),
  moment.map(
    (linkedAt) =>
      ({ link, event }: ChainRow): ChainRow => ({ link: { ...link, linkedAt }, event }),
  ),
  fc.constant(
    ({ link, event }: ChainRow): ChainRow => ({
      link,
      event: event === undefined ? undefined : { ...event, officeId: 'west' },
    }),
  ),
);

const shown = (row: ChainRow | undefined): string =>
  JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? toHex(value) : value,
  );

describe('a chain', () => {
  it('holds as it was made, in however many batches', () => {
    fc.assert(
      fc.property(log, fc.array(fc.integer({ min: 1, max: 4 })), (events, sizes) => {
        const rows = chainOf(events, sizes);
        expect(breaksOf(rows)).toEqual([]);
        expect(rows.map(({ link }) => toHex(link.hash))).toEqual(chainOf(events).map(({ link }) => toHex(link.hash)));
        expect(rows.map(({ link }) => link.seq)).toEqual(events.map((_event, index) => BigInt(index + 1)));
      }),
    );
  });

  it('breaks at the place of any row that is changed', () => {
    fc.assert(
      fc.property(log, fc.nat(), change, (events, index, alter) => {
        const rows = chainOf(events);
        const place = index % rows.length;
        const changed = rows.map((row, at) => (at === place ? alter(row) : row));
        fc.pre(shown(changed[place]) !== shown(rows[place]));
        expect(breaksOf(changed)[0]?.seq).toBe(BigInt(place + 1));
      }),
    );
  });

  it('breaks where a row is taken out of it, except at its end, which checkpoints are for', () => {
    fc.assert(
      fc.property(log, fc.nat(), (events, index) => {
        const rows = chainOf(events);
        const place = index % rows.length;
        const found = breaksOf(rows.toSpliced(place, 1));
        expect(found.map(({ fault }) => fault)).toEqual(place === rows.length - 1 ? [] : ['link-missing']);
      }),
    );
  });

  it('breaks where two rows change places, and where one stands twice', () => {
    fc.assert(
      fc.property(log, fc.nat(), (events, index) => {
        const rows = chainOf(events);
        const place = index % (rows.length - 1);
        const pair = rows.slice(place, place + 2);
        expect(breaksOf(rows.toSpliced(place, 2, ...pair.toReversed()))).not.toEqual([]);
        const twice = breaksOf(rows.toSpliced(place, 1, ...pair.slice(0, 1), ...pair.slice(0, 1)));
        expect(twice.map(({ fault, seq }) => [fault, seq])).toContainEqual(['link-repeated', BigInt(place + 1)]);
      }),
    );
  });

  it('goes on from a tip that is known, and takes nothing that is older or of another office', () => {
    const [first, second] = fc.sample(log, 1)[0] ?? [];
    if (first === undefined || second === undefined) throw new RangeError('log: want two events');
    const extend = (events: readonly AuditEvent[], tip: ChainTip = NO_TIP) =>
      extendChain({ officeId: 'east', tip, events, linkedAt: AT, sha256 });
    const [link] = extend([first]);
    expect(extend([second], link)[0]?.seq).toBe(2n);
    expect(() => extend([second, first])).toThrow(RangeError);
    expect(() => extend([{ ...first, officeId: 'west' }])).toThrow(RangeError);
  });
});

describe('the bytes of a link', () => {
  const head = { officeId: 'east', seq: 1n, linkedAt: AT, prevHash: new Uint8Array(32) };
  const event = content.map((each): AuditEvent => ({ ...each, id: 7n, officeId: 'east' }));

  it('are the same only for the same event', () => {
    fc.assert(
      fc.property(event, event, (one, other) => {
        const isSame = shown({ link: { ...head, eventId: 7n, hash: new Uint8Array() }, event: one });
        const isOther = shown({ link: { ...head, eventId: 7n, hash: new Uint8Array() }, event: other });
        expect(toHex(linkBytes(head, one)) === toHex(linkBytes(head, other))).toBe(isSame === isOther);
      }),
    );
  });

  it('are those of the page docs/audit.md', () => {
    const example: AuditEvent = {
      id: 42n,
      officeId: 'east',
      at: AT,
      processAt: AT - 1n,
      actorId: '0b6f2a58-3f0e-4d57-9a0c-2f1a54e3c001',
      action: 'person.read',
      subjectTag: new Uint8Array(32).fill(1),
      caseNumber: 'E-2026-1',
      object: null,
      purpose: 'application',
      purposeVersion: null,
      reason: '核对',
      bodyHash: null,
      requestId: null,
    };
    const page = readFileSync(new URL('../../../../docs/audit.md', import.meta.url), 'utf8').replaceAll(/\s/g, '');
    expect(page).toContain(`${toHex(linkBytes(head, example))}SHA-256${toHex(linkHash(head, example, sha256))}`);
  });
});
