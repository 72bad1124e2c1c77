import type { Fields } from './page.ts';

/** What stands in a field of one text, without spaces around it; empty where there is nothing. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** The same; undefined where nothing was typed. */
export function typedIn(fields: Fields, name: string): string | undefined {
  const text = textOf(fields, name);
  return text === '' ? undefined : text;
}
