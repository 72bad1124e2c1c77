import { type CborValue, expectBytes, expectMap } from '@residence-permit/shared/cbor';
import type { CardReading, GroupDigest, Interruption, TerminalStanding } from '../verify/index.ts';
import { badEvidence, type Members, members, oneOf, readCode, tuple, uintOf } from './evidence-values.ts';

const MAX_DATA_GROUP = 21;
const POINT_BYTES = 65;
const UNCERTIFIED = ['TERMINAL_UNCERTIFIED', 'TERMINAL_REVOKED', 'TERMINAL_EXPIRED'] as const;

/** A reading without what was thrown, which is for the log of the program that met it. */
export function encodeReading({ dg1Bytes, cam, chipAuth, files, redacted, ...rest }: CardReading): CborValue {
  const { terminal, interruption } = rest;
  return members([
    ['dg1', dg1Bytes],
    ['cam', cam && [cam.caIc, cam.mappingPublicKey]],
    ['chipAuth', chipAuth && [chipAuth.staticPublicKey, chipAuth.outcome]],
    ['files', new Map(files)],
    ['redacted', redacted && new Map([...redacted].map(([group, digest]) => [group, encodeDigest(digest)]))],
    ['terminal', terminal.kind === 'certified' ? terminal.kind : terminal.code],
    ['interruption', interruption && [interruption.code, interruption.sw ?? null]],
  ]);
}

function encodeDigest({ bytes, items, code }: GroupDigest): CborValue {
  return [bytes, items, code ?? null];
}

/** @throws DecodeError EVIDENCE_BAD */
export function decodeReading(map: Members): CardReading {
  const files = new Map(groupsOf(map.value('files')).map(([group, value]) => [group, bytesOf(value)]));
  const redacted = map.has('redacted')
    ? new Map(groupsOf(map.value('redacted')).map(([group, value]) => [group, decodeDigest(value)]))
    : undefined;
  if (redacted !== undefined && [...redacted.keys()].some((group) => files.has(group))) throw badEvidence('redacted');
  const reading: CardReading = {
    ...(map.has('dg1') ? { dg1Bytes: map.bytes('dg1') } : {}),
    ...(map.has('cam') ? { cam: decodeCam(map.value('cam')) } : {}),
    ...(map.has('chipAuth') ? { chipAuth: decodeChipAuth(map.value('chipAuth')) } : {}),
    files,
    ...(redacted === undefined ? {} : { redacted }),
    terminal: decodeStanding(map.text('terminal')),
    ...(map.has('interruption') ? { interruption: decodeInterruption(map.value('interruption')) } : {}),
  };
  map.done();
  return reading;
}

function groupsOf(value: CborValue): readonly (readonly [number, CborValue])[] {
  return [...expectMap(value, { code: 'EVIDENCE_BAD', what: 'groups' })].map(([group, member]) => {
    if (typeof group !== 'number' || group < 2 || group > MAX_DATA_GROUP) throw badEvidence('data group');
    return [group, member];
  });
}

function decodeDigest(value: CborValue): GroupDigest {
  const [bytes, items, code] = tuple(value, 3);
  if (!Array.isArray(items)) throw badEvidence('digests');
  const digests = { bytes: uintOf(bytes), items: items.map((item) => bytesOf(item, 32)) };
  return code === null ? digests : { ...digests, code: readCode(code) };
}

function decodeCam(value: CborValue): NonNullable<CardReading['cam']> {
  const [caIc, key] = tuple(value, 2);
  return { caIc: bytesOf(caIc), mappingPublicKey: bytesOf(key, POINT_BYTES) };
}

function decodeChipAuth(value: CborValue): NonNullable<CardReading['chipAuth']> {
  const [key, outcome] = tuple(value, 2);
  return { staticPublicKey: bytesOf(key, POINT_BYTES), outcome: oneOf(outcome ?? null, ['genuine', 'copy'] as const) };
}

function decodeStanding(text: string): TerminalStanding {
  return text === 'certified' ? { kind: text } : { kind: 'uncertified', code: oneOf(text, UNCERTIFIED) };
}

function decodeInterruption(value: CborValue): Interruption {
  const [code, sw] = tuple(value, 2);
  return { code: readCode(code), cause: undefined, ...(sw === null ? {} : { sw: uintOf(sw) }) };
}

function bytesOf(value: CborValue | undefined, length?: number): Uint8Array {
  return expectBytes(value ?? null, { code: 'EVIDENCE_BAD', what: 'bytes' }, length);
}
