import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readDocument } from './read-document.ts';

const schema = z.object({ entries: z.array(z.strictObject({ id: z.string(), days: z.int() })) });
const read = (value: unknown) => readDocument(JSON.stringify(value), schema);

describe('reading a document', () => {
  it('gives what the schema wants, and leaves out what stands beside it at the top', () => {
    const entries = [{ id: 'a', days: 1 }];
    expect(read({ version: 3, entries })).toEqual({ kind: 'document', document: { entries } });
  });

  it('knows what is no JSON', () => {
    expect(readDocument('{\n"entries": [\n}', schema)).toEqual({ kind: 'no-json' });
    expect(readDocument('', schema)).toEqual({ kind: 'no-json' });
  });

  it('names every wrong place by its path, counted as people count', () => {
    const found = read({
      entries: [
        { id: 'a', days: 1 },
        { id: 7, extra: true },
      ],
    });
    expect(found).toEqual({
      kind: 'places',
      places: [
        { path: 'entries/2/id', fault: 'wrong' },
        { path: 'entries/2/days', fault: 'missing' },
        { path: 'entries/2/extra', fault: 'unknown' },
      ],
    });
  });
});
