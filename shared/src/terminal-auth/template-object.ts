import { concatBytes, equalBytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlv, decodeTlvSequence, encodeTlv } from '../tlv/index.ts';
import { OID_ROLE_AUTHENTICATION_TERMINAL } from './object-identifiers.ts';
import type { Template } from './template.ts';
import { decodeTemplate, encodeTemplate } from './template-bits.ts';

/** TR-03110-3 v2.21 §D.2 (data objects of CV certificates). */
export const DO_TEMPLATE = 0x7f4c;
const DO_OBJECT_IDENTIFIER = 0x06;
const DO_DISCRETIONARY_DATA = 0x53;

/** The whole template object: `7F4C {06 id-AT, 53 five bytes}`. TR-03110-3 v2.21 §C.1.5 */
export function encodeTemplateObject(template: Template): Uint8Array {
  const role = encodeTlv(DO_OBJECT_IDENTIFIER, OID_ROLE_AUTHENTICATION_TERMINAL);
  return encodeTlv(DO_TEMPLATE, concatBytes(role, encodeTlv(DO_DISCRETIONARY_DATA, encodeTemplate(template))));
}

/** Takes authentication terminals only: no other kind has a right on this card. @throws DecodeError TLV_*, CVC_MALFORMED */
export function decodeTemplateObject(bytes: Uint8Array): Template {
  const { tag, value } = decodeTlv(bytes);
  const [role, rights, ...rest] = decodeTlvSequence(value);
  if (tag !== DO_TEMPLATE || role?.tag !== DO_OBJECT_IDENTIFIER || rights?.tag !== DO_DISCRETIONARY_DATA) {
    throw new DecodeError('CVC_MALFORMED', 0, 'template: want 7F4C with 06 and 53');
  }
  if (rest.length > 0) throw new DecodeError('CVC_MALFORMED', 0, 'template: more than 06 and 53');
  if (!equalBytes(role.value, OID_ROLE_AUTHENTICATION_TERMINAL)) {
    throw new DecodeError('CVC_MALFORMED', 0, 'template: not of an authentication terminal');
  }
  return decodeTemplate(rights.value);
}
