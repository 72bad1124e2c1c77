import { CsvError, parse } from 'csv-parse/sync';
import { ok, refused } from '@residence-permit/shared/outcome';
import { IMPORT_COLUMNS, MAX_IMPORT_ROWS, type ReadRows } from '../../use-cases/imports/index.ts';

/** Characters of a line; ten cells of the longest kind. */
const MAX_LINE_CHARACTERS = 4000;

/**
 * Reads a CSV file (RFC 4180, UTF-8, with or without a byte order mark) whose heading names exactly the columns of a paper
 * register, in any order. Blank lines do not count as rows.
 */
export const readCsvRows: ReadRows = (bytes) => {
  const text = decode(bytes);
  if (text === undefined) return refused('not-utf-8');
  const rows = parseRows(text);
  if (rows === undefined) return refused('csv-malformed');
  const [heading, ...content] = rows;
  if (heading === undefined || content.length === 0) return refused('no-rows');
  if (content.length > MAX_IMPORT_ROWS) return refused('too-many-rows');
  const { record: columns } = heading;
  const isAsAgreed = columns.length === IMPORT_COLUMNS.length && IMPORT_COLUMNS.every((name) => columns.includes(name));
  if (!isAsAgreed) return refused('columns-differ');
  return ok(content.map(({ record, line }) => ({ line, cells: cellsOf(columns, record) })));
};

type Parsed = { readonly record: readonly string[]; readonly line: number };

function parseRows(text: string): readonly Parsed[] | undefined {
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      max_record_size: MAX_LINE_CHARACTERS,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return records.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (cause) {
    if (cause instanceof CsvError) return undefined;
    throw cause;
  }
}

function cellsOf(columns: readonly string[], record: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map((name, index) => [name, record[index] ?? '']));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
