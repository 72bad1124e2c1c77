import { type Code, PermitError } from '@residence-permit/shared/errors';
import { explainCode, type Language } from './language.ts';
import { printable } from './printable.ts';

/** Where a command writes, and how. */
export type CommandOutput = {
  readonly json: boolean;
  readonly language: Language;
  /** Standard output; one text ends with a line break. */
  write(text: string): void;
  /** Standard error, for what is not the result. */
  remark(text: string): void;
};

/** Prints one result: an object on one line with `--json`, else lines for people. */
export function writeResult(output: CommandOutput, value: object, lines: readonly string[]): void {
  output.write(output.json ? `${JSON.stringify(value)}\n` : `${lines.map(printable).join('\n')}\n`);
}

/**
 * Prints why a command failed and what to do, and returns the code. With `--json` standard output gets
 * `{"error": {"code", "detail", "meaning", "remedy"}}`. A fault without a code is UNEXPECTED.
 */
export function writeFailure(output: CommandOutput, cause: unknown): Code {
  const code = cause instanceof PermitError ? cause.code : 'UNEXPECTED';
  const detail = detailOf(cause, code);
  const { meaning, remedy } = explainCode(code, output.language);
  if (output.json) output.write(`${JSON.stringify({ error: { code, detail, meaning, remedy } })}\n`);
  else if (code === 'SETTING_BAD') output.remark(`permit-reader: ${detail}\n`);
  else
    output.remark(
      [`${code}: ${meaning}`, ...(detail === '' ? [] : [`  ${printable(detail)}`]), `  → ${remedy}`, ''].join('\n'),
    );
  return code;
}

/** The text of an error behind its code. */
function detailOf(cause: unknown, code: Code): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text === code ? '' : text.replace(`${code}: `, '');
}

/** Pads to a column of terminal cells, in which a Chinese character takes two. */
export function padCells(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** How many terminal cells a text takes. */
export function cellsOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

/** CJK blocks and full-width forms. Unicode Standard Annex 11, the ranges that our words use. */
function isWide(character: string): boolean {
  return /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
    character,
  );
}
