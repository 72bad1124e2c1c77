import { decodeTlvSequence, type Tlv } from '../tlv/index.ts';
import { SmFault } from './sm-fault.ts';

/** Data objects of secure messaging. TR-03110-3 v2.21 §F.3, table 32 */
export const DO_ENCRYPTED = 0x87;
export const DO_PROTECTED_LE = 0x97;
export const DO_STATUS = 0x99;
export const DO_MAC = 0x8e;

/** Objects of one protected APDU: those before the check value, in their order, and the check value. */
export type SmObjects = {
  /** Bytes of every object before the check value, as received: what the check value covers. */
  readonly coveredBytes: Uint8Array;
  readonly found: ReadonlyMap<number, Uint8Array>;
  readonly mac: Uint8Array;
};

/**
 * Takes a protected body apart. The objects must be among `allowed`, in that order, each at most once, and DO'8E' last.
 * @throws SmFault object-missing without a check value, object-wrong for anything else
 */
export function readSmObjects(bytes: Uint8Array, allowed: readonly number[]): SmObjects {
  const list = parse(bytes);
  const last = list.at(-1);
  if (last === undefined || last.tag !== DO_MAC) throw new SmFault('object-missing', 'check value');
  if (last.value.length !== 8) throw new SmFault('object-wrong', 'length of the check value');
  const found = new Map<number, Uint8Array>();
  let next = 0;
  for (const { tag, value } of list.slice(0, -1)) {
    const at = allowed.indexOf(tag, next);
    if (at < 0) throw new SmFault('object-wrong', `object ${tag.toString(16)}`);
    next = at + 1;
    found.set(tag, value);
  }
  return { coveredBytes: bytes.subarray(0, bytes.length - last.bytes.length), found, mac: last.value };
}

function parse(bytes: Uint8Array): readonly Tlv[] {
  try {
    return decodeTlvSequence(bytes);
  } catch {
    throw new SmFault('object-wrong', 'not data objects');
  }
}
