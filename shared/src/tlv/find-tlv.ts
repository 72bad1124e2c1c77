import { DecodeError } from '../errors/index.ts';
import type { Tlv } from './decode-tlv.ts';

/** The only data object with this tag, or none. @throws DecodeError TLV_BAD_TAG when there are two */
export function findTlv(list: readonly Tlv[], tag: number): Tlv | undefined {
  const matches = list.filter((tlv) => tlv.tag === tag);
  if (matches.length > 1) throw new DecodeError('TLV_BAD_TAG', 0, `tag ${tag.toString(16)} twice`);
  return matches[0];
}

/** The only data object with this tag. @throws DecodeError TLV_BAD_TAG when there is none, or two */
export function getTlv(list: readonly Tlv[], tag: number): Tlv {
  const tlv = findTlv(list, tag);
  if (tlv === undefined) throw new DecodeError('TLV_BAD_TAG', 0, `tag ${tag.toString(16)} is missing`);
  return tlv;
}
