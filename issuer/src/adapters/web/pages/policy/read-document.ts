import type * as z from 'zod';

/** Where a document is not what is wanted: its path from the top, and what is the matter there. */
export type Place = { readonly path: string; readonly fault: 'missing' | 'unknown' | 'wrong' };

/** What came of reading a document. */
export type ReadDocument<Document> =
  | { readonly kind: 'document'; readonly document: Document }
  | { readonly kind: 'no-json' }
  | { readonly kind: 'places'; readonly places: readonly Place[] };

/** Reads a document by the schema that the API will read it by, so that every wrong place is told at once. */
export function readDocument<Schema extends z.ZodType>(text: string, schema: Schema): ReadDocument<z.output<Schema>> {
  const parsed = parseJson(text);
  if (parsed.kind === 'no-json') return parsed;
  const read = schema.safeParse(parsed.value);
  if (read.success) return { kind: 'document', document: read.data };
  return { kind: 'places', places: read.error.issues.flatMap((issue) => placesOf(issue, parsed.value)) };
}

function parseJson(text: string): { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'no-json' } {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'no-json' };
  }
}

function placesOf(issue: z.core.$ZodIssue, value: unknown): readonly Place[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), fault: 'unknown' as const }));
  }
  return [{ path: pathOf(issue.path), fault: valueAt(value, issue.path) === undefined ? 'missing' : 'wrong' }];
}

/** As people count: the third entry is `entries/3`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === 'number' ? String(step + 1) : String(step))).join('/');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
}
