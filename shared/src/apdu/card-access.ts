import { concatBytes, readUint } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlv, decodeTlvSequence, encodeTlv, type Tlv } from '../tlv/index.ts';

/** One offer of PACE: PACEInfo. The object identifier is its value bytes. ICAO Doc 9303-11 §9.2.1 */
export type PaceOffer = {
  readonly oid: Uint8Array;
  readonly version: number;
  readonly parameterId: number | undefined;
};

/**
 * One offer of chip authentication: ChipAuthenticationInfo, and the standardised domain parameters of the
 * ChipAuthenticationDomainParameterInfo that goes with it, without which there is no version 2. TR-03110-3 v2.21 §A.1.1.2
 */
export type ChipAuthOffer = {
  readonly oid: Uint8Array;
  readonly version: number;
  readonly parameterId: number | undefined;
};

const SET = 0x31;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OBJECT_IDENTIFIER = 0x06;

/** id-PACE, 0.4.0.127.0.7.2.2.4, of which every PACE protocol is a child. TR-03110-3 v2.21 §A.1.1.1 */
const ID_PACE = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02, 0x04];
/** id-CA, 0.4.0.127.0.7.2.2.3, and id-CA-ECDH under it. TR-03110-3 v2.21 §A.1.1.2 */
const ID_CA = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02, 0x03];
const ID_CA_ECDH = [...ID_CA, 0x02];
/** standardizedDomainParameters, 0.4.0.127.0.7.1.2. TR-03110-3 v2.21 §A.2.1.1 */
const STANDARDIZED_DOMAIN_PARAMETERS = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x02];

/** EF.CardAccess: SET OF SecurityInfo. Offers over elliptic curves only. TR-03110-3 v2.21 §A.1.2 */
export function encodeCardAccess(pace: readonly PaceOffer[], chipAuth: readonly ChipAuthOffer[] = []): Uint8Array {
  return encodeTlv(SET, concatBytes(...pace.map(encodePaceOffer), ...chipAuth.map(encodeChipAuthOffer)));
}

function encodePaceOffer({ oid, version, parameterId }: PaceOffer): Uint8Array {
  const parameter = parameterId === undefined ? [] : [integer(parameterId)];
  return encodeTlv(SEQUENCE, concatBytes(encodeTlv(OBJECT_IDENTIFIER, oid), integer(version), ...parameter));
}

function encodeChipAuthOffer({ oid, version, parameterId }: ChipAuthOffer): Uint8Array {
  const info = encodeTlv(SEQUENCE, concatBytes(encodeTlv(OBJECT_IDENTIFIER, oid), integer(version)));
  return parameterId === undefined ? info : concatBytes(info, encodeDomainParameters(parameterId));
}

function encodeDomainParameters(parameterId: number): Uint8Array {
  const standardized = encodeTlv(OBJECT_IDENTIFIER, Uint8Array.from(STANDARDIZED_DOMAIN_PARAMETERS));
  const algorithm = encodeTlv(SEQUENCE, concatBytes(standardized, integer(parameterId)));
  return encodeTlv(SEQUENCE, concatBytes(encodeTlv(OBJECT_IDENTIFIER, Uint8Array.from(ID_CA_ECDH)), algorithm));
}

function integer(value: number): Uint8Array {
  return encodeTlv(INTEGER, Uint8Array.of(value));
}

/** The PACE offers of EF.CardAccess in its order; other security infos are passed over. @throws DecodeError TLV_*, PACE_MALFORMED */
export function decodeCardAccess(bytes: Uint8Array): readonly PaceOffer[] {
  return securityInfosOf(bytes).flatMap((info) => {
    const offer = paceOfferOf(info);
    return offer === undefined ? [] : [offer];
  });
}

/**
 * The offers of chip authentication in EF.CardAccess that name no key, in its order; those that name one (by tag 84) are of
 * chips with several keys, and are passed over as other security infos are. @throws DecodeError TLV_*, PACE_MALFORMED
 */
export function decodeChipAuthOffers(bytes: Uint8Array): readonly ChipAuthOffer[] {
  const infos = securityInfosOf(bytes);
  const parameterId = infos.map(domainParametersOf).find((found) => found !== undefined);
  return infos.flatMap(({ oid, rest }) => {
    const [version, ...keyId] = rest;
    if (!isUnder(oid, ID_CA, 2) || keyId.length > 0) return [];
    if (version?.tag !== INTEGER) throw malformed('ChipAuthenticationInfo');
    return [{ oid: oid.slice(), version: smallInteger(version.value), parameterId }];
  });
}

/** One SecurityInfo: its protocol, and the data after it. TR-03110-3 v2.21 §A.1.1 */
type SecurityInfo = { readonly oid: Uint8Array; readonly rest: readonly Tlv[] };

function securityInfosOf(bytes: Uint8Array): readonly SecurityInfo[] {
  const set = decodeTlv(bytes);
  if (set.tag !== SET) throw malformed('EF.CardAccess: want a SET');
  return decodeTlvSequence(set.value).map(({ tag, value }) => {
    if (tag !== SEQUENCE) throw malformed('EF.CardAccess: want SEQUENCEs');
    const [oid, ...rest] = decodeTlvSequence(value);
    if (oid?.tag !== OBJECT_IDENTIFIER) throw malformed('SecurityInfo without identifier');
    return { oid: oid.value, rest };
  });
}

function paceOfferOf({ oid, rest }: SecurityInfo): PaceOffer | undefined {
  if (!isUnder(oid, ID_PACE, 2)) return undefined;
  const [version, parameter, ...more] = rest;
  if (version?.tag !== INTEGER || more.length > 0 || (parameter !== undefined && parameter.tag !== INTEGER)) {
    throw malformed('PACEInfo');
  }
  return {
    oid: oid.slice(),
    version: smallInteger(version.value),
    parameterId: parameter === undefined ? undefined : smallInteger(parameter.value),
  };
}

/** The standardised parameters of a ChipAuthenticationDomainParameterInfo over elliptic curves that names no key. */
function domainParametersOf({ oid, rest }: SecurityInfo): number | undefined {
  const [algorithm, ...keyId] = rest;
  if (!isUnder(oid, ID_CA_ECDH, 0) || algorithm?.tag !== SEQUENCE || keyId.length > 0) return undefined;
  const [kind, parameter] = decodeTlvSequence(algorithm.value);
  const isStandardized = kind !== undefined && isUnder(kind.value, STANDARDIZED_DOMAIN_PARAMETERS, 0);
  return isStandardized && parameter?.tag === INTEGER ? smallInteger(parameter.value) : undefined;
}

/** Is `oid` a descendant of `parent` by at least this many further bytes, or itself with 0? */
function isUnder(oid: Uint8Array, parent: readonly number[], further: number): boolean {
  const isLongEnough = further === 0 ? oid.length === parent.length : oid.length >= parent.length + further;
  return isLongEnough && parent.every((byte, at) => oid[at] === byte);
}

function smallInteger(value: Uint8Array): number {
  if (value.length === 0 || value.length > 4) throw malformed('integer out of range');
  return readUint(value);
}

function malformed(detail: string): DecodeError {
  return new DecodeError('PACE_MALFORMED', 0, detail);
}
