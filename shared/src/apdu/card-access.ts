import { concatBytes, readUint } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlv, decodeTlvSequence, encodeTlv } from '../tlv/index.ts';

/** One offer of PACE: PACEInfo. The object identifier is its value bytes. ICAO Doc 9303-11 §9.2.1 */
export type PaceOffer = {
  readonly oid: Uint8Array;
  readonly version: number;
  readonly parameterId: number | undefined;
};

const SET = 0x31;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OBJECT_IDENTIFIER = 0x06;

/** id-PACE, 0.4.0.127.0.7.2.2.4, of which every PACE protocol is a child. TR-03110-3 §A.1.1.1 */
const ID_PACE = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02, 0x04];

/** EF.CardAccess: SET OF SecurityInfo. TR-03110-3 §A.1.2 */
export function encodeCardAccess(offers: readonly PaceOffer[]): Uint8Array {
  return encodeTlv(SET, concatBytes(...offers.map(encodeOffer)));
}

function encodeOffer({ oid, version, parameterId }: PaceOffer): Uint8Array {
  const parameter = parameterId === undefined ? [] : [encodeTlv(INTEGER, Uint8Array.of(parameterId))];
  const parts = [encodeTlv(OBJECT_IDENTIFIER, oid), encodeTlv(INTEGER, Uint8Array.of(version)), ...parameter];
  return encodeTlv(SEQUENCE, concatBytes(...parts));
}

/** The PACE offers of EF.CardAccess in its order; other security infos are passed over. @throws DecodeError TLV_*, PACE_MALFORMED */
export function decodeCardAccess(bytes: Uint8Array): readonly PaceOffer[] {
  const set = decodeTlv(bytes);
  if (set.tag !== SET) throw new DecodeError('PACE_MALFORMED', 0, 'EF.CardAccess: want a SET');
  return decodeTlvSequence(set.value).flatMap(({ tag, value }) => {
    if (tag !== SEQUENCE) throw new DecodeError('PACE_MALFORMED', 0, 'EF.CardAccess: want SEQUENCEs');
    const offer = decodeOffer(value);
    return offer === undefined ? [] : [offer];
  });
}

function decodeOffer(value: Uint8Array): PaceOffer | undefined {
  const [oid, version, parameter, ...rest] = decodeTlvSequence(value);
  if (oid?.tag !== OBJECT_IDENTIFIER) throw new DecodeError('PACE_MALFORMED', 0, 'SecurityInfo without identifier');
  const isPace = oid.value.length > ID_PACE.length + 1 && ID_PACE.every((byte, at) => oid.value[at] === byte);
  if (!isPace) return undefined;
  if (version?.tag !== INTEGER || rest.length > 0 || (parameter !== undefined && parameter.tag !== INTEGER)) {
    throw new DecodeError('PACE_MALFORMED', 0, 'PACEInfo');
  }
  return {
    oid: oid.value.slice(),
    version: smallInteger(version.value),
    parameterId: parameter === undefined ? undefined : smallInteger(parameter.value),
  };
}

function smallInteger(value: Uint8Array): number {
  if (value.length === 0 || value.length > 4) throw new DecodeError('PACE_MALFORMED', 0, 'integer out of range');
  return readUint(value);
}
