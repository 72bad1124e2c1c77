import { toHex } from '@residence-permit/shared/bytes';
import { type CborValue, decodeCbor, Tagged } from '@residence-permit/shared/cbor';

const EMBEDDED = { maxBytes: 65_536, maxDepth: 12, tags: [0, 18, 24, 98, 1004] };

/**
 * Diagnostic notation (RFC 8949 §8) of a value, two blanks a level. Byte strings that hold CBOR by definition, those
 * under tag 24, are shown as `<< … >>`; longer lists stand one member a line.
 */
export function diagnoseCbor(value: CborValue, depth = 0): string {
  if (value instanceof Uint8Array) return `h'${toHex(value)}'`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Tagged) return `${value.tag}(${diagnoseTagged(value, depth)})`;
  if (value instanceof Map) {
    const members = [...value].map(([key, member]) => `${diagnoseCbor(key)}: ${diagnoseCbor(member, depth + 1)}`);
    return lines(['{', '}'], members, depth);
  }
  if (Array.isArray(value)) {
    const items: readonly CborValue[] = value;
    return lines(
      ['[', ']'],
      items.map((item) => diagnoseCbor(item, depth + 1)),
      depth,
    );
  }
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return value.toString();
  return 'null'; // the only value that is left
}

function diagnoseTagged({ tag, value }: Tagged, depth: number): string {
  if (tag !== 24 || !(value instanceof Uint8Array)) return diagnoseCbor(value, depth);
  return `<< ${diagnoseCbor(decodeCbor(value, EMBEDDED), depth)} >>`;
}

function lines(brackets: readonly [string, string], members: readonly string[], depth: number): string {
  const flat = `${brackets[0]}${members.join(', ')}${brackets[1]}`;
  if (flat.length <= 76 && !flat.includes('\n')) return flat;
  const blanks = '  '.repeat(depth + 1);
  return `${brackets[0]}\n${members.map((member) => `${blanks}${member}`).join(',\n')}\n${'  '.repeat(depth)}${brackets[1]}`;
}
