import { resolve } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';

const Path = z.string().min(1);
const Address = z.string().regex(/^postgres(ql)?:\/\//, 'want postgresql://…');

/** What an auditor's commands take from the environment. */
const Environment = z.object({
  PERMIT_DATA: Path.default('permit-data'),
  PERMIT_KEYS: Path.default('keys'),
  PERMIT_WITNESS: Path.optional(),
  PERMIT_AUDIT_URL: Address.optional(),
  DATABASE_URL: Address.optional(),
});

/** Settings of `permit-issuer audit`. */
export type AuditSettings = {
  /** Folder of the embedded database. */
  readonly data: string;
  readonly keys: string;
  readonly witness: string | undefined;
  /** A server, with a user that is the auditor or a member of that role; embedded where there is none. */
  readonly url: string | undefined;
};

/** Reads them. @throws PermitError SETTING_BAD naming every variable that is wrong, and never what stands in it */
export function readAuditSettings(environment: Readonly<Record<string, string | undefined>>): AuditSettings {
  const read = Environment.safeParse(environment);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
    throw new PermitError('SETTING_BAD', { detail: wrong.join('; ') });
  }
  const { PERMIT_DATA, PERMIT_KEYS, PERMIT_WITNESS, PERMIT_AUDIT_URL, DATABASE_URL } = read.data;
  const data = resolve(PERMIT_DATA);
  return {
    data,
    keys: resolve(data, PERMIT_KEYS),
    witness: PERMIT_WITNESS === undefined ? undefined : resolve(PERMIT_WITNESS),
    url: PERMIT_AUDIT_URL ?? DATABASE_URL,
  };
}
