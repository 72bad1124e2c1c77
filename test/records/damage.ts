import { type Code, CODES, PermitError } from '@residence-permit/shared/errors';

/** A way in which bytes were damaged, for the message of a failing test. */
export type Damage = { readonly what: string; readonly bytes: Uint8Array };

/** Every proper prefix, and every copy with one bit the other way round. */
export function* everyDamage(bytes: Uint8Array): Generator<Damage> {
  for (let length = 0; length < bytes.length; length++) {
    yield { what: `cut to ${length} bytes`, bytes: bytes.subarray(0, length) };
  }
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const at = bit >>> 3;
    yield { what: `bit ${bit} flipped`, bytes: bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7))) };
  }
}

/** How often each outcome came: the code of a refusal, or `accepted: <how it was damaged>`. */
export type Tally = ReadonlyMap<string, number>;

/**
 * Puts every damaged copy before a judge, which answers whether it accepts it or throws a refusal.
 * @throws whatever the judge throws that is not a refusal of the closed list
 */
export async function tallyDamage(
  bytes: Uint8Array,
  judge: (bytes: Uint8Array) => boolean | Promise<boolean>,
): Promise<Tally> {
  const tally = new Map<string, number>();
  for (const damage of everyDamage(bytes)) {
    const outcome = await outcomeOf(damage, judge);
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
  }
  return tally;
}

async function outcomeOf(
  damage: Damage,
  judge: (bytes: Uint8Array) => boolean | Promise<boolean>,
): Promise<Code | 'not verified' | `accepted: ${string}`> {
  try {
    const verdict = judge(damage.bytes);
    return (typeof verdict === 'boolean' ? verdict : await verdict) ? `accepted: ${damage.what}` : 'not verified';
  } catch (error) {
    if (error instanceof PermitError && error.code in CODES) return error.code;
    throw new Error(`${damage.what}: no refusal of the closed list`, { cause: error });
  }
}

/** Those damaged copies that were accepted: none should be. */
export function acceptedOf(tally: Tally): readonly string[] {
  return [...tally.keys()].filter((outcome) => outcome.startsWith('accepted'));
}
