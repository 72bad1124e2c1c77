import * as z from 'zod';
import type { RouteDefinition } from './route-definition.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Names of formats and keywords that leave a text no room for a name. */
const CLOSING = ['enum', 'const', 'pattern', 'format'];

/**
 * The places of a command's replies where any text could stand, as JSON pointers. A kept reply holds references: UUIDs,
 * dates, words of a list, numbers of a form.
 */
export function findOpenStrings({ responses }: RouteDefinition): readonly string[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    if ('types' in response) return [`/${status}`];
    return 'schema' in response ? placesIn(z.toJSONSchema(response.schema, { io: 'output' }), `/${status}`) : [];
  });
}

function placesIn(schema: unknown, place: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const members: JsonSchema = { ...schema };
  if (members['type'] === 'string' && !CLOSING.some((keyword) => keyword in members)) return [place];
  return Object.entries(members).flatMap(([name, member]) =>
    Array.isArray(member)
      ? member.flatMap((each, at) => placesIn(each, `${place}/${name}/${at}`))
      : placesIn(member, `${place}/${name}`),
  );
}
