import { createHmac } from 'node:crypto';
import type { RouteInput } from '../route/route-definition.ts';

/**
 * HMAC-SHA-256 over the validated path parameters, query and body: 32 bytes. Two spellings of the same JSON value hash
 * alike. Keyed, because the bodies are small enough to be guessed from a plain hash.
 */
export function hashRequest(
  key: Uint8Array,
  { params, query, body, upload }: Pick<RouteInput, 'params' | 'query' | 'body' | 'upload'>,
): Uint8Array {
  const hash = createHmac('sha256', key);
  hash.update(JSON.stringify([params, query, body, upload.type, upload.bytes.length].map(inOrder)));
  hash.update(upload.bytes);
  return hash.digest();
}

/** The value with the members of every object in one order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, inOrder(member)]),
  );
}
