import { cbc, cmac, ecb } from '@noble/ciphers/aes.js';
import type { CommandApdu, ResponseApdu } from '../apdu/index.ts';
import { NE_EXTENDED_MAX, NE_SHORT_MAX } from '../apdu/index.ts';
import { bigIntToBytes, concatBytes, equalBytes } from '../bytes/index.ts';
import { encodeTlv } from '../tlv/index.ts';
import { BLOCK_BYTES, pad, unpad } from './padding.ts';
import type { SessionKeys } from './session-keys.ts';
import { SmFault } from './sm-fault.ts';
import { DO_ENCRYPTED, DO_MAC, DO_PROTECTED_LE, DO_STATUS, readSmObjects } from './sm-objects.ts';

/** Class bits of a command under secure messaging with authenticated header. ISO/IEC 7816-4 §5.4.1 */
export const CLA_SECURE_MESSAGING = 0x0c;
const PADDING_INDICATOR = 0x01;
const MAC_BYTES = 8;
const COUNTER_BYTES = 16;
/** Longest command data that still travels in a short command. ISO/IEC 7816-4 §5.2 */
const NC_SHORT_MAX = 255;

/**
 * AES-128 secure messaging of single APDUs, encrypt then MAC. TR-03110-3 v2.21 §F. Pure: the send sequence counter is
 * an argument, an unsigned 128-bit number that its owner raises by one before every command and every response.
 */
export type SmCipher = {
  sealCommand(ssc: bigint, command: CommandApdu): CommandApdu;
  /** @throws SmFault */
  openCommand(ssc: bigint, command: CommandApdu): CommandApdu;
  sealResponse(ssc: bigint, response: ResponseApdu): ResponseApdu;
  /** @throws SmFault */
  openResponse(ssc: bigint, response: ResponseApdu): ResponseApdu;
};

export function makeSmCipher(keys: SessionKeys): SmCipher {
  return {
    sealCommand: (ssc, command) => sealCommand(keys, counterBytes(ssc), command),
    openCommand: (ssc, command) => openCommand(keys, counterBytes(ssc), command),
    sealResponse: (ssc, response) => sealResponse(keys, counterBytes(ssc), response),
    openResponse: (ssc, response) => openResponse(keys, counterBytes(ssc), response),
  };
}

/** The header that travels is the header that is authenticated; instructions with an odd code have other objects (85) and are not used. */
function sealCommand(keys: SessionKeys, counter: Uint8Array, command: CommandApdu): CommandApdu {
  if ((command.ins & 1) !== 0) throw new RangeError(`ins: want an even instruction, got ${command.ins}`);
  const cla = command.cla | CLA_SECURE_MESSAGING;
  const objects = concatBytes(
    command.data.length === 0 ? new Uint8Array(0) : encryptedObject(keys, counter, command.data),
    command.ne === 0 ? new Uint8Array(0) : encodeTlv(DO_PROTECTED_LE, encodeLe(command)),
  );
  const mac = commandMac(keys, counter, { ...command, cla }, objects);
  const data = concatBytes(objects, encodeTlv(DO_MAC, mac));
  const isShort = data.length <= NC_SHORT_MAX && command.ne <= NE_SHORT_MAX;
  return { ...command, cla, data, ne: isShort ? NE_SHORT_MAX : NE_EXTENDED_MAX };
}

function openCommand(keys: SessionKeys, counter: Uint8Array, command: CommandApdu): CommandApdu {
  const { coveredBytes, found, mac } = readSmObjects(command.data, [DO_ENCRYPTED, DO_PROTECTED_LE]);
  if (!equalBytes(commandMac(keys, counter, command, coveredBytes), mac))
    throw new SmFault('object-wrong', 'check value');
  const encrypted = found.get(DO_ENCRYPTED);
  const le = found.get(DO_PROTECTED_LE);
  return {
    ...command,
    cla: command.cla & ~CLA_SECURE_MESSAGING,
    data: encrypted === undefined ? new Uint8Array(0) : decryptObject(keys, counter, encrypted),
    ne: le === undefined ? 0 : decodeLe(le),
  };
}

function sealResponse(keys: SessionKeys, counter: Uint8Array, { data, sw }: ResponseApdu): ResponseApdu {
  const objects = concatBytes(
    data.length === 0 ? new Uint8Array(0) : encryptedObject(keys, counter, data),
    encodeTlv(DO_STATUS, Uint8Array.of(sw >> 8, sw & 0xff)),
  );
  return { data: concatBytes(objects, encodeTlv(DO_MAC, macOf(keys, counter, pad(objects)))), sw };
}

/** The status word outside the protection must be the one inside: an attacker may not choose it. */
function openResponse(keys: SessionKeys, counter: Uint8Array, response: ResponseApdu): ResponseApdu {
  const { coveredBytes, found, mac } = readSmObjects(response.data, [DO_ENCRYPTED, DO_STATUS]);
  if (!equalBytes(macOf(keys, counter, pad(coveredBytes)), mac)) throw new SmFault('object-wrong', 'check value');
  const status = found.get(DO_STATUS);
  if (status === undefined) throw new SmFault('object-missing', 'status');
  const [high, low] = status;
  if (status.length !== 2 || high === undefined || low === undefined) throw new SmFault('object-wrong', 'status');
  const sw = (high << 8) | low;
  if (sw !== response.sw) throw new SmFault('object-wrong', 'status outside the protection');
  const encrypted = found.get(DO_ENCRYPTED);
  return { data: encrypted === undefined ? new Uint8Array(0) : decryptObject(keys, counter, encrypted), sw };
}

function commandMac(keys: SessionKeys, counter: Uint8Array, command: CommandApdu, objects: Uint8Array): Uint8Array {
  const header = pad(Uint8Array.of(command.cla, command.ins, command.p1, command.p2));
  return macOf(keys, counter, objects.length === 0 ? header : concatBytes(header, pad(objects)));
}

/** CMAC over the counter and whole blocks, cut to 8 bytes. TR-03110-3 v2.21 §F.2.2 */
function macOf(keys: SessionKeys, counter: Uint8Array, blocks: Uint8Array): Uint8Array {
  return cmac(concatBytes(counter, blocks), keys.mac).slice(0, MAC_BYTES);
}

function encryptedObject(keys: SessionKeys, counter: Uint8Array, data: Uint8Array): Uint8Array {
  const encrypted = cbc(keys.enc, ivOf(keys, counter), { disablePadding: true }).encrypt(pad(data));
  return encodeTlv(DO_ENCRYPTED, concatBytes(Uint8Array.of(PADDING_INDICATOR), encrypted));
}

function decryptObject(keys: SessionKeys, counter: Uint8Array, value: Uint8Array): Uint8Array {
  const encrypted = value.subarray(1);
  const isWhole = encrypted.length > 0 && encrypted.length % BLOCK_BYTES === 0;
  if (value[0] !== PADDING_INDICATOR || !isWhole) throw new SmFault('object-wrong', 'encrypted data');
  return unpad(cbc(keys.enc, ivOf(keys, counter), { disablePadding: true }).decrypt(encrypted));
}

/** IV = E(KSenc, SSC). TR-03110-3 v2.21 §F.2.1 */
function ivOf(keys: SessionKeys, counter: Uint8Array): Uint8Array {
  return ecb(keys.enc, { disablePadding: true }).encrypt(counter);
}

function counterBytes(ssc: bigint): Uint8Array {
  return bigIntToBytes(ssc, COUNTER_BYTES);
}

/** One byte where data and Ne are short, else two; 00 and 0000 stand for the maximum. ISO/IEC 7816-4 §10.4.4 (clause unchecked) */
function encodeLe({ data, ne }: CommandApdu): Uint8Array {
  const isShort = data.length <= NC_SHORT_MAX && ne <= NE_SHORT_MAX;
  return isShort ? Uint8Array.of(ne & 0xff) : Uint8Array.of((ne >> 8) & 0xff, ne & 0xff);
}

function decodeLe(value: Uint8Array): number {
  const [first, second] = value;
  if (first === undefined || value.length > 2) throw new SmFault('object-wrong', 'expected length');
  if (second === undefined) return first === 0 ? NE_SHORT_MAX : first;
  const ne = (first << 8) | second;
  return ne === 0 ? NE_EXTENDED_MAX : ne;
}
