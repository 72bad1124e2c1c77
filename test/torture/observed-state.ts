import { createHash } from 'node:crypto';
import {
  type CborValue,
  decodeCbor,
  expectArray,
  expectBytes,
  expectText,
  expectUint,
} from '@residence-permit/shared/cbor';
import { decodeUtf8, readUint, toHex } from '@residence-permit/shared/bytes';
import { decodeTlvSequence } from '@residence-permit/shared/tlv';

/**
 * What a card's memory says, flat: one line for each thing that may be old or new, such as `slot 18 health` or `chipDate`. A thing
 * that is not there has no line. Read from the bytes of the device by the layout of docs/power-loss.md, without the chip's code.
 */
export type ObservedState = ReadonlyMap<string, string>;

/** The bytes hold no complete commit, or a damaged one. */
export class BrokenImage extends Error {}

const MAGIC = '5250434152440002';
const SLOT_OFFSETS = [0, 262_144] as const;
const HEADER_BYTES = 64;
const STATE_OFFSET = 512;
const WHAT = { code: 'IMAGE_BAD', what: 'state' } as const;

/** @throws BrokenImage, DecodeError */
export function observeDevice(content: Uint8Array): ObservedState {
  const newest = SLOT_OFFSETS.flatMap((offset) => completeHeader(content, offset)).toSorted(
    (a, b) => b.sequence - a.sequence,
  )[0];
  if (newest === undefined) throw new BrokenImage('no complete header');
  const state = content.subarray(newest.offset + STATE_OFFSET, newest.offset + STATE_OFFSET + newest.length);
  if (sha256Hex(state) !== newest.digest) throw new BrokenImage('the newest state is damaged');
  return observeState(state);
}

type Header = { readonly offset: number; readonly sequence: number; readonly length: number; readonly digest: string };

function completeHeader(content: Uint8Array, offset: number): readonly Header[] {
  const header = content.subarray(offset, offset + HEADER_BYTES);
  if (header.length < HEADER_BYTES || toHex(header.subarray(0, 8)) !== MAGIC) return [];
  if (toHex(header.subarray(48, 64)) !== sha256Hex(header.subarray(0, 48)).slice(0, 32)) return [];
  const [sequence, length] = [readUint(header.subarray(8, 12)), readUint(header.subarray(12, 16))];
  return [{ offset, sequence, length, digest: toHex(header.subarray(16, 48)) }];
}

export function observeState(state: Uint8Array): ObservedState {
  const [, cells] = expectArray(decodeCbor(state, { maxBytes: 262_144, maxDepth: 8, tags: [] }), WHAT);
  if (!(cells instanceof Map)) throw new BrokenImage('no map of cells');
  return new Map([...cells].flatMap(([name, value]) => (value === null ? [] : observeCell(String(name), value))));
}

type Line = readonly [string, string];

function observeCell(name: string, value: CborValue): readonly Line[] {
  switch (name) {
    case 'files':
      return entriesOf(value).map(([group, bytes]) => [`file ${group}`, inShort(expectBytes(bytes, WHAT))]);
    case 'slots':
      return entriesOf(value).flatMap(([group, slots]) =>
        expectArray(slots, WHAT).map((slot) => observeSlot(group, slot)),
      );
    case 'uses':
      return expectArray(value, WHAT).map((use) => {
        const [grant, period, used] = expectArray(use, WHAT);
        return [`use ${hexOf(grant)}`, `${expectUint(period, WHAT)} ${expectUint(used, WHAT)}`];
      });
    case 'receipts':
      return expectArray(value, WHAT).map((kept) => {
        const [id, , , receipt] = expectArray(kept, WHAT);
        return [`receipt ${hexOf(id)}`, inShort(expectBytes(receipt, WHAT))];
      });
    case 'accessLog':
      return [[name, expectArray(value, WHAT).map(observeLogLine).join(', ')]];
    case 'keySet':
      return [[name, String(expectUint(expectArray(value, WHAT)[0], WHAT))]];
    case 'deviceKey':
    case 'receiptKey':
      return [[name, inShort(expectBytes(expectArray(value, WHAT)[1], WHAT))]];
    case 'rememberedDv':
      return [[name, expectText(expectArray(value, WHAT)[0], WHAT)]];
    case 'trustPoints':
    case 'versionFloors':
      return [
        [
          name,
          expectArray(value, WHAT)
            .map((item) => firstTexts(item))
            .join(', '),
        ],
      ];
    default:
      return [[name, observeScalar(value)]];
  }
}

function observeScalar(value: CborValue): string {
  if (value instanceof Uint8Array) return inShort(value);
  return typeof value === 'string' ? value : String(expectUint(value, WHAT));
}

function observeSlot(group: number | string, slot: CborValue): Line {
  const objects = decodeTlvSequence(expectBytes(slot, WHAT));
  const valueOf = (tag: number): Uint8Array => objects.find((each) => each.tag === tag)?.value ?? new Uint8Array(0);
  return [`slot ${group} ${decodeUtf8(valueOf(0x81))}`, `${readUint(valueOf(0x82))} ${inShort(valueOf(0x84))}`];
}

function observeLogLine(line: CborValue): string {
  const [terminal, day] = expectArray(line, WHAT);
  return `${expectText(terminal, WHAT)}@${expectUint(day, WHAT)}`;
}

/** The texts and numbers of a list, which name a trust point or a floor. */
function firstTexts(item: CborValue): string {
  return expectArray(item, WHAT)
    .filter((each) => typeof each === 'string')
    .join(' ');
}

function entriesOf(value: CborValue): readonly (readonly [number | string, CborValue])[] {
  if (!(value instanceof Map)) throw new BrokenImage('want a map');
  return [...value];
}

function hexOf(value: CborValue | undefined): string {
  return toHex(expectBytes(value, WHAT));
}

/** Length and the start of the digest: enough to tell old from new, and no secret in any report. */
export function inShort(bytes: Uint8Array): string {
  return `${bytes.length}:${sha256Hex(bytes).slice(0, 16)}`;
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
