/**
 * Who works in the database. `permit_migrator` owns everything, `permit_service` works and owns nothing, `permit_auditor`
 * reads the audit tables.
 */
export const DATABASE_ROLES = ['permit_migrator', 'permit_service', 'permit_auditor'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** A password for each role, or for some: a role without one cannot log in and is reached by SET ROLE only. */
export type RolePasswords = { readonly [Role in DatabaseRole]?: string };
