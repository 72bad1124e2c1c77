/** As many statements as the server keeps prepared for one connection; the service has fewer. */
const MAX_NAMES = 1000;

/**
 * Names for the texts of statements, so that the server parses and plans each but once per connection.
 * The texts hold no values. One that comes when all names are given away (lists of many lengths make many texts) has none, and is
 * prepared each time: the empty name is the unnamed statement (PostgreSQL 18, 54.2.3).
 */
export function makeStatementNames(maxNames = MAX_NAMES): (statement: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size === maxNames) return '';
    const name = `permit-${names.size}`;
    names.set(sql, name);
    return name;
  };
}
