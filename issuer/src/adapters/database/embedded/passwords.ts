import { randomBytes } from 'node:crypto';
import { PermitError } from '@residence-permit/shared/errors';
import { z } from 'zod';
import { readFileWhole, writeFileWhole } from '../../../files/index.ts';

const Passwords = z.strictObject({
  postgres: z.string().min(1),
  permit_migrator: z.string().min(1),
  permit_service: z.string().min(1),
  permit_auditor: z.string().min(1),
});

/** The passwords of an embedded database: its superuser `postgres` and the three roles. */
export type EmbeddedPasswords = Readonly<z.infer<typeof Passwords>>;

/** 256 bits each, from the system's random source. */
export function drawPasswords(): EmbeddedPasswords {
  const draw = () => randomBytes(32).toString('base64url');
  return { postgres: draw(), permit_migrator: draw(), permit_service: draw(), permit_auditor: draw() };
}

/** @throws PermitError STORE_FAILED */
export async function keepPasswords(path: string, passwords: EmbeddedPasswords): Promise<void> {
  await writeFileWhole(path, `${JSON.stringify(passwords)}\n`, 'owner');
}

/** @throws PermitError DATABASE_START_FAILED when the file is missing or not one of ours */
export async function readPasswords(path: string): Promise<EmbeddedPasswords> {
  try {
    return Passwords.parse(JSON.parse(new TextDecoder().decode(await readFileWhole(path))));
  } catch (cause) {
    throw new PermitError('DATABASE_START_FAILED', {
      // What a parser says of the file may quote it.
      cause: cause instanceof PermitError ? cause : undefined,
      detail: `the passwords of this database are missing or damaged: ${path}`,
    });
  }
}
