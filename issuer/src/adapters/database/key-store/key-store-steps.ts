/**
 * The schema of the key store, step by step; a database at version n has had the first n. A step is never changed, only
 * followed by another. Plain SQL: a database that is backed up apart and holds nothing but keys needs no more.
 */
export const KEY_STORE_STEPS: readonly string[] = [
  `CREATE TABLE person_key (
     person_id uuid PRIMARY KEY,
     wrapped_key bytea NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now()
   );
   GRANT SELECT, INSERT, UPDATE, DELETE ON person_key TO permit_service;`,
];
