import { createHash } from 'node:crypto';

/** `<stem>-<from>-<to>.delta` */
export const DELTA_NAME = /^([0-9a-f]{16})-([0-9]{1,16})-([0-9]{1,16})\.delta$/;

/** A list's address can hold any character, its file name cannot: the start of its SHA-256. The token names the address. */
export function statusFileStem(uri: string): string {
  return createHash('sha256').update(uri).digest('hex').slice(0, 16);
}

export function deltaFileName(delta: { readonly uri: string; readonly from: number; readonly to: number }): string {
  return `${statusFileStem(delta.uri)}-${delta.from}-${delta.to}.delta`;
}
