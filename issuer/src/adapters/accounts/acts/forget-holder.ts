import { PermitError } from '@residence-permit/shared/errors';

/** What this needs of a connection to the register; a `Pool` of pg is one. */
type Register = { readonly query: (sql: string, values: readonly unknown[]) => Promise<unknown> };

/**
 * An account that somebody has as a holder, and as nothing else: whoever works for an office keeps theirs. The first time stands
 * when it is repeated.
 */
const FORGET = `
WITH gone AS (
  UPDATE account SET login = 'erased-' || id, display_name = '', state = 'DISABLED', password_hash = NULL, set_up_hash = NULL,
    set_up_expires_at = NULL, desk_pin_hash = NULL, desk_pin_set_at = NULL, epoch = epoch + 1
  WHERE person_id = $1 AND display_name <> ''
    AND EXISTS (SELECT FROM account_role WHERE account_id = account.id AND role = 'holder')
    AND NOT EXISTS (SELECT FROM account_role WHERE account_id = account.id AND role <> 'holder')
  RETURNING id
), generators AS (
  DELETE FROM totp USING gone WHERE account_id = gone.id
)
UPDATE passkey SET name = '', removed_at = coalesce(removed_at, to_timestamp($2)) FROM gone WHERE account_id = gone.id`;

/**
 * Takes the account of an erased person: its login, its name and everything that signs in or proves, and ends its sessions.
 * @throws PermitError STORE_FAILED
 */
export async function forgetHolder(
  register: Register,
  { personId, at }: { readonly personId: string; readonly at: number },
): Promise<void> {
  try {
    await register.query(FORGET, [personId, at]);
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: 'account' });
  }
}
