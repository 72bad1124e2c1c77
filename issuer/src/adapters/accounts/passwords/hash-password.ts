import { hash, verify } from '@node-rs/argon2';
import type { RandomSource } from '../../../ports/index.ts';
import { normalisePassword } from './password.ts';

/** Argon2id, which is this library's default, with 19 MiB and two passes: OWASP Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The PHC form of a password's hash, salt included. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalisePassword(password), COST);
}

/** Compares a password with a hash, or with a decoy where there is none: the answer comes after the same work. */
export type VerifyPassword = (passwordHash: string | null | undefined, password: string) => Promise<boolean>;

/** The decoy is the hash of something that nobody knows, made with the same cost. */
export function makeVerifyPassword(random: RandomSource): VerifyPassword {
  let decoy: Promise<string> | undefined;
  return async (passwordHash, password) => {
    decoy ??= hash(random(32), COST);
    const isRight = await verify(passwordHash ?? (await decoy), normalisePassword(password));
    return isRight && passwordHash !== null && passwordHash !== undefined;
  };
}
