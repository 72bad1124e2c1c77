import {
  canMove,
  entriesOf,
  entryRows,
  isDerived,
  isState,
  lifecycleRows,
  type Machine,
  MACHINES,
  statesOf,
} from '@residence-permit/issuer/domain/lifecycles';
import { withSession } from '@residence-permit/issuer/database';
import { array, assert, asyncProperty, constantFrom, oneof } from 'fast-check';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

/** The trigger of one machine, as the database has it. */
type Guard = {
  readonly machine: Machine;
  readonly table: string;
  readonly column: string;
  readonly definition: string;
};

/**
 * A table of the same columns without what else guards it, so that a walk meets the trigger alone; the trigger is the one of the
 * real table, by its own definition.
 */
const COPY = ({ table, definition }: Guard) => `CREATE TABLE walk_${table} AS SELECT * FROM ${table} WITH NO DATA;
  ${definition.replace(` ON public.${table} `, ` ON public.walk_${table} `)};`;

/** One row that is put into each state in turn; answers which steps the database took. */
const WALK = `CREATE FUNCTION walk(place text, state_column text, targets text[]) RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE
  taken boolean[] := '{}';
  begun boolean := false;
  target text;
BEGIN
  EXECUTE format('DELETE FROM %I', place);
  FOREACH target IN ARRAY targets LOOP
    BEGIN
      IF begun THEN EXECUTE format('UPDATE %I SET %I = $1', place, state_column) USING target;
      ELSE EXECUTE format('INSERT INTO %I (%I) VALUES ($1)', place, state_column) USING target;
      END IF;
      begun := true;
      taken := taken || true;
    EXCEPTION WHEN check_violation THEN
      taken := taken || false;
    END;
  END LOOP;
  RETURN taken;
END $$`;

const GUARDS = `SELECT c.relname AS table, pg_get_triggerdef(t.oid) AS definition,
    split_part(encode(t.tgargs, 'escape'), '\\000', 1) AS machine, split_part(encode(t.tgargs, 'escape'), '\\000', 2) AS column
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
  WHERE p.proname = 'check_lifecycle' AND t.tgenabled = 'O' ORDER BY 3, 1`;

/** What no table names: an empty word, another spelling, a state of nothing. */
const STRANGE = ['', 'active', 'ACTIVE ', 'NOWHERE'];
const targetsOf = (machine: Machine) =>
  oneof(constantFrom<string>(...statesOf(machine)), constantFrom(...MACHINES.flatMap(statesOf), ...STRANGE));

/** Which steps of a walk the tables of the domain name. Staying where one is changes nothing. */
function namedSteps(machine: Machine, targets: readonly string[]): readonly boolean[] {
  let at: string | undefined;
  return targets.map((target) => {
    const isNamed = at === target || mayGo(machine, at, target);
    if (isNamed) at = target;
    return isNamed;
  });
}

function mayGo(machine: Machine, from: string | undefined, to: string): boolean {
  if (!isState(machine, to) || isDerived(machine, to)) return false;
  if (from === undefined) return entriesOf(machine).includes(to);
  return isState(machine, from) && canMove(machine, from, to);
}

describe('the life cycles in the database', () => {
  let database: TestDatabase;
  let guards: readonly Guard[] = [];
  beforeAll(async () => {
    database = await aDatabase();
    await asOwner(async (client) => {
      guards = (await client.query<Guard>(GUARDS)).rows;
      await client.query(WALK);
      for (const guard of guards) await client.query(COPY(guard));
    });
  });
  afterAll(() => database.close());

  const asOwner = <Value>(work: (client: Client) => Promise<Value>) =>
    withSession({ url: database.migratorUrl, role: undefined }, work);

  it('have the moves and the beginnings of the tables, and no other', async () => {
    const { rows } = await asOwner((client) =>
      client.query<{ readonly move: string }>(
        `SELECT machine || ' ' || from_state || ' ' || to_state AS move FROM lifecycle_transition`,
      ),
    );
    const moves = lifecycleRows().map(({ machine, from, to }) => `${machine} ${from} ${to}`);
    const beginnings = entryRows().map(({ machine, state }) => `${machine}  ${state}`);
    expect(rows.map(({ move }) => move).toSorted()).toEqual([...moves, ...beginnings].toSorted());
  });

  it('are guarded by one trigger each', () => {
    expect(guards.map(({ machine }) => machine).toSorted()).toEqual([...MACHINES].toSorted());
  });

  it('take a step of a random walk exactly when the tables name it', async () => {
    await asOwner(async (client) => {
      for (const { machine, table, column } of guards) {
        await assert(
          asyncProperty(array(targetsOf(machine), { maxLength: 60 }), async (steps) => {
            // From each place where a thing may begin, and from where it may not.
            for (const first of [[], ...entriesOf(machine).map((entry) => [entry])]) {
              const targets = [...first, ...steps];
              const { rows } = await client.query<{ readonly taken: readonly boolean[] }>(
                'SELECT walk($1, $2, $3) AS taken',
                [`walk_${table}`, column, targets],
              );
              expect(rows[0]?.taken, `${machine}: ${targets.join(' ')}`).toEqual(namedSteps(machine, targets));
            }
          }),
          { numRuns: 30 },
        );
      }
    });
  });

  it('take every single move that the tables name, and refuse every other', async () => {
    await asOwner(async (client) => {
      for (const { machine, table, column } of guards) {
        const states: readonly string[] = statesOf(machine);
        for (const from of statesOf(machine).filter((state) => !isDerived(machine, state))) {
          for (const to of states) {
            await client.query(`DELETE FROM walk_${table}`);
            await client.query(`ALTER TABLE walk_${table} DISABLE TRIGGER ALL`);
            await client.query(`INSERT INTO walk_${table} (${column}) VALUES ($1)`, [from]);
            await client.query(`ALTER TABLE walk_${table} ENABLE TRIGGER ALL`);
            const moved = client.query(`UPDATE walk_${table} SET ${column} = $1`, [to]);
            if (from === to || mayGo(machine, from, to)) await moved;
            else await expect(moved, [machine, from, to].join(' ')).rejects.toMatchObject({ constraint: 'lifecycle' });
          }
        }
      }
    });
  });
});
