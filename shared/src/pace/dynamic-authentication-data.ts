import { concatBytes, decodeUtf8, encodeUtf8 } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlv, decodeTlvSequence, encodeTlv, type Tlv } from '../tlv/index.ts';

/** What the terminal sends in each step. Points are 65 bytes, tokens 8. ICAO Doc 9303-11 §4.4.4.2 */
export type PaceCommand =
  | { readonly kind: 'nonce' }
  | { readonly kind: 'mapping'; readonly point: Uint8Array }
  | { readonly kind: 'agreement'; readonly point: Uint8Array }
  | { readonly kind: 'token'; readonly token: Uint8Array };

/**
 * What the chip answers in each step. `authorities` are the references of its trust points, at most two, the newest
 * first; `sealedCamData` belongs to chip-authentication mapping.
 */
export type PaceResponse =
  | { readonly kind: 'nonce'; readonly encryptedNonce: Uint8Array }
  | { readonly kind: 'mapping'; readonly point: Uint8Array }
  | { readonly kind: 'agreement'; readonly point: Uint8Array }
  | {
      readonly kind: 'token';
      readonly token: Uint8Array;
      readonly authorities: readonly string[];
      readonly sealedCamData?: Uint8Array;
    };

const DO_DYNAMIC_AUTHENTICATION = 0x7c;
/** TR-03110-3 v2.21 §B.14.2, table 24; 8A: ICAO Doc 9303-11 §4.4.4.2 */
const DO = {
  encryptedNonce: 0x80,
  terminalMapping: 0x81,
  chipMapping: 0x82,
  terminalKey: 0x83,
  chipKey: 0x84,
  terminalToken: 0x85,
  chipToken: 0x86,
  newestAuthority: 0x87,
  olderAuthority: 0x88,
  camData: 0x8a,
} as const;

export function encodePaceCommand(command: PaceCommand): Uint8Array {
  if (command.kind === 'nonce') return wrap();
  if (command.kind === 'token') return wrap(encodeTlv(DO.terminalToken, command.token));
  return wrap(encodeTlv(command.kind === 'mapping' ? DO.terminalMapping : DO.terminalKey, command.point));
}

/** @throws DecodeError TLV_*, PACE_MALFORMED */
export function decodePaceCommand(bytes: Uint8Array): PaceCommand {
  const [object, ...rest] = unwrap(bytes);
  if (object === undefined) return { kind: 'nonce' };
  if (rest.length > 0) throw malformed('more than one object');
  const value = object.value.slice();
  switch (object.tag) {
    case DO.terminalMapping:
      return { kind: 'mapping', point: value };
    case DO.terminalKey:
      return { kind: 'agreement', point: value };
    case DO.terminalToken:
      return { kind: 'token', token: value };
    default:
      throw malformed(`object ${object.tag.toString(16)}`);
  }
}

export function encodePaceResponse(response: PaceResponse): Uint8Array {
  if (response.kind === 'nonce') return wrap(encodeTlv(DO.encryptedNonce, response.encryptedNonce));
  if (response.kind === 'token') return wrap(...tokenObjects(response));
  return wrap(encodeTlv(response.kind === 'mapping' ? DO.chipMapping : DO.chipKey, response.point));
}

function tokenObjects({
  token,
  authorities,
  sealedCamData,
}: PaceResponse & { readonly kind: 'token' }): readonly Uint8Array[] {
  const [newest, older] = authorities;
  return [
    encodeTlv(DO.chipToken, token),
    ...(newest === undefined ? [] : [encodeTlv(DO.newestAuthority, encodeUtf8(newest))]),
    ...(older === undefined ? [] : [encodeTlv(DO.olderAuthority, encodeUtf8(older))]),
    ...(sealedCamData === undefined ? [] : [encodeTlv(DO.camData, sealedCamData)]),
  ];
}

/** Decodes the answer to the step `kind`. @throws DecodeError TLV_*, PACE_MALFORMED */
export function decodePaceResponse<Kind extends PaceResponse['kind']>(
  kind: Kind,
  bytes: Uint8Array,
): PaceResponse & { readonly kind: Kind };
export function decodePaceResponse(kind: PaceResponse['kind'], bytes: Uint8Array): PaceResponse {
  const objects = unwrap(bytes);
  if (kind === 'token') return readToken(objects);
  if (kind === 'nonce') return { kind, encryptedNonce: onlyValue(objects, DO.encryptedNonce, 16) };
  return { kind, point: onlyValue(objects, kind === 'mapping' ? DO.chipMapping : DO.chipKey, 65) };
}

function readToken(objects: readonly Tlv[]): PaceResponse {
  const known = [DO.chipToken, DO.newestAuthority, DO.olderAuthority, DO.camData] as readonly number[];
  const tags = objects.map(({ tag }) => tag);
  if (tags.some((tag, at) => !known.includes(tag) || tags.indexOf(tag) !== at))
    throw malformed('objects of the last step');
  const valueOf = (tag: number): Uint8Array | undefined => objects.find((object) => object.tag === tag)?.value.slice();
  const token = valueOf(DO.chipToken);
  if (token?.length !== 8) throw malformed('token');
  const sealedCamData = valueOf(DO.camData);
  const authorities = [valueOf(DO.newestAuthority), valueOf(DO.olderAuthority)].flatMap((value) =>
    value === undefined ? [] : [referenceOf(value)],
  );
  return { kind: 'token', token, authorities, ...(sealedCamData === undefined ? {} : { sealedCamData }) };
}

/** Up to 16 printable ASCII characters. TR-03110-3 v2.21 §A.6.1 */
function referenceOf(value: Uint8Array): string {
  if (value.length > 16 || value.some((byte) => byte < 0x20 || byte > 0x7e)) throw malformed('authority reference');
  return decodeUtf8(value);
}

function onlyValue(objects: readonly Tlv[], tag: number, length: number): Uint8Array {
  const [object] = objects;
  if (objects.length !== 1 || object?.tag !== tag || object.value.length !== length)
    throw malformed(`want ${tag.toString(16)}`);
  return object.value.slice();
}

function wrap(...objects: readonly Uint8Array[]): Uint8Array {
  return encodeTlv(DO_DYNAMIC_AUTHENTICATION, concatBytes(...objects));
}

function unwrap(bytes: Uint8Array): readonly Tlv[] {
  const object = decodeTlv(bytes);
  if (object.tag !== DO_DYNAMIC_AUTHENTICATION) throw malformed('want 7C');
  return decodeTlvSequence(object.value);
}

function malformed(detail: string): DecodeError {
  return new DecodeError('PACE_MALFORMED', 0, detail);
}
