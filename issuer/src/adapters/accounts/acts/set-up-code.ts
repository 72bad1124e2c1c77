import type { RandomSource } from '../../../ports/index.ts';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import { tagOf } from '../settings/account-keys.ts';

/** Crockford's base 32: no letter that is taken for a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LETTERS = 20;

/** A one-time code and what is kept of it. */
export type SetUpCode = {
  /** 20 letters and digits (100 bits) in groups of five, told once. */
  readonly code: string;
  readonly kept: { readonly setUpHash: Uint8Array<ArrayBuffer>; readonly setUpExpiresAt: Date };
};

/** Draws a code for an account. */
export function drawSetUpCode(parts: AccountParts, accountId: string): SetUpCode {
  const letters = drawLetters(parts.random);
  const code = letters.match(/.{5}/g)?.join('-') ?? letters;
  const setUpExpiresAt = inSeconds(parts.clock, parts.settings.setUpS);
  return { code, kept: { setUpHash: hashSetUpCode(parts, accountId, code), setUpExpiresAt } };
}

/** What is kept of a code, however its groups and letters were typed: 32 bytes. */
export function hashSetUpCode({ keys }: AccountParts, accountId: string, code: string): Uint8Array<ArrayBuffer> {
  const letters = code.toUpperCase().replaceAll(/[\s-]/g, '');
  return tagOf(keys.setUp, `${accountId} ${letters}`);
}

function drawLetters(random: RandomSource): string {
  // 256 is a multiple of 32, so that every letter is equally likely.
  return [...random(CODE_LETTERS)].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
}
