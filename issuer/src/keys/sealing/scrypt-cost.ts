import { PermitError } from '@residence-permit/shared/errors';

/** Cost of one derivation by scrypt. RFC 7914 §2: `n` a power of two above 1, `r` the block size factor, `p` the parallelism. */
export type ScryptCost = { readonly n: number; readonly r: number; readonly p: number };

/**
 * What this software seals with: 16 MiB eight times over, about half a second on a small machine. The same work as N = 2^17
 * with p = 1, in the memory that the OpenSSL command grants: `openssl pkcs8` of OpenSSL 3 opens nothing above 32 MiB.
 */
export const SEALING_COST: ScryptCost = { n: 2 ** 14, r: 8, p: 8 };
/** The same work in 128 MiB: dearer for a guesser with many small processors, and beyond the OpenSSL command. */
export const WIDE_COST: ScryptCost = { n: 2 ** 17, r: 8, p: 1 };
/** The least that is opened: what `openssl pkcs8 -scrypt` takes when it is told nothing else. */
export const LEAST_COST: ScryptCost = { n: 2 ** 14, r: 8, p: 1 };

/** Memory of a derivation is 128·n·r bytes (RFC 7914 §2); a file that asks for more is not opened. */
const MAX_MEMORY_BYTES = 2 ** 28;
/** Work of a derivation is in proportion to n·r·p: four times what this software seals with. */
const MAX_WORK = 4 * workOf(SEALING_COST);

/** Whether a derivation at this cost would fall short of what this software seals with. */
export function isBelowSealingCost(cost: ScryptCost): boolean {
  return workOf(cost) < workOf(SEALING_COST) || memoryOf(cost) < memoryOf(SEALING_COST);
}

/**
 * Refuses a cost that is no cost, one that a guesser would laugh at, and one that would take the machine's memory; nothing
 * has been derived by then.
 * @throws PermitError KEY_BAD
 */
export function requireScryptCost(cost: ScryptCost): void {
  const { n, r, p } = cost;
  const text = `scrypt N=${n} r=${r} p=${p}`;
  const whole = [n, r, p].every((value) => Number.isSafeInteger(value) && value > 0);
  if (!whole || n < 2 || !Number.isInteger(Math.log2(n)))
    throw new PermitError('KEY_BAD', { detail: `${text}: malformed` });
  if (memoryOf(cost) > MAX_MEMORY_BYTES || workOf(cost) > MAX_WORK) {
    throw new PermitError('KEY_BAD', { detail: `${text}: more memory or work than this software spends on a file` });
  }
  if (memoryOf(cost) < memoryOf(LEAST_COST) || workOf(cost) < workOf(LEAST_COST)) {
    throw new PermitError('KEY_BAD', { detail: `${text}: too weak to protect a key` });
  }
}

/** Bytes that a derivation at this cost needs. */
export function memoryOf({ n, r }: ScryptCost): number {
  return 128 * n * r;
}

function workOf({ n, r, p }: ScryptCost): number {
  return n * r * p;
}
