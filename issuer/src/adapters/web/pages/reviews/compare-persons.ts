import * as z from 'zod';
import { PersonView } from '../../../http/api/views.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { wordsOfProblem } from '../../words/words-of-problem.ts';

type Person = z.output<typeof PersonView>;

const Read = z.object({ person: PersonView });
const LINES = [
  ['name', ({ name }) => name],
  ['citizenId', ({ citizenId }) => citizenId],
  ['birthDate', ({ birthDate }) => birthDate],
  ['sex', ({ details }) => String(details.sex)],
  ['ethnicGroup', ({ details }) => details.ethnicGroup],
  ['hukouAddress', ({ details }) => details.hukouAddress],
  ['residenceAddress', ({ details }) => details.residenceAddress],
  ['contact', ({ details }) => details.contact ?? ''],
  ['office', ({ officeId }) => officeId],
] as const satisfies readonly (readonly [string, (person: Person) => string])[];

/** Two records side by side, with what differs marked. Each opening is a look; a record that may not be opened says why. */
export async function comparePersons(page: PageRequest, [first, second]: readonly [string, string]) {
  const [one, other] = [await readPerson(page, first), await readPerson(page, second)];
  const names = [nameOf(one), nameOf(other)];
  const closed = [one, other].map((read) =>
    read.kind === 'problem' ? wordsOfProblem(page.say, read.code) : undefined,
  );
  const lines = LINES.map(async ([name, valueOf]) => {
    const values = [one, other].map((read) => (read.kind === 'problem' ? undefined : valueOf(read.body.person)));
    return {
      name: page.say(`reviews.fields.${name}`),
      values: await Promise.all(values.map((value) => wordsOf(page, { name, value }))),
      isDifferent: values.every((value) => value !== undefined) && values[0] !== values[1],
    };
  });
  return { lines: await Promise.all(lines), names, closed };
}

function readPerson({ ask }: PageRequest, personId: string): Promise<Answer<z.output<typeof Read>>> {
  return ask('readPerson', { params: { personId }, purpose: 'duplicate-check', reply: Read });
}

function nameOf(read: Answer<z.output<typeof Read>>): string | undefined {
  return read.kind === 'problem' ? undefined : read.body.person.name;
}

async function wordsOf(
  { say, has, format, officeName }: PageRequest,
  { name, value }: { readonly name: string; readonly value: string | undefined },
): Promise<string | undefined> {
  if (value === undefined) return undefined;
  if (name === 'birthDate') return format.date(value);
  if (name === 'office') return officeName(value);
  const key = `lists.${name}.${value}`;
  return (name === 'sex' || name === 'ethnicGroup') && has(key) ? say(key) : value;
}
