import { CODES, type Code, EXPLANATIONS, PermitError } from '@residence-permit/shared/errors';
import type { Outcome } from '@residence-permit/shared/outcome';
import { EXIT, exitStatusOf } from './exit-status.ts';

/** Where a command's words go: one JSON object to standard output with `--json`, else lines of text. */
export type CommandOutput = { readonly json: boolean };

/** Prints what was done. Callers hand in nothing secret. */
export function writeResult({ json }: CommandOutput, result: object, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : lines.map((line) => `${line}\n`).join(''));
}

/** Prints a result, or the refusal in its place, and answers the exit status. */
export function writeOutcome<Value>(
  output: CommandOutput,
  outcome: Outcome<Value, string>,
  describe: (value: Value) => { readonly result: object; readonly lines: readonly string[] },
): number {
  if (!outcome.ok) {
    writeResult(output, { refusal: outcome.refusal }, [`refused: ${outcome.refusal}`]);
    return EXIT.REFUSED;
  }
  const { result, lines } = describe(outcome.value);
  writeResult(output, result, lines);
  return EXIT.DONE;
}

/** Prints a failure by its code, what it means and what to do; answers the exit status. */
export function writeFailure({ json }: CommandOutput, cause: unknown): number {
  const code: Code = cause instanceof PermitError ? cause.code : 'UNEXPECTED';
  const message = cause instanceof Error ? cause.message : String(cause);
  const detail = message.replace(`${code}: `, '');
  const { meaning } = CODES[code];
  const { remedy } = EXPLANATIONS[code];
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, detail, meaning, remedy } })}\n`);
  else if (code === 'SETTING_BAD') process.stderr.write(`permit-issuer: ${detail}\n`);
  else process.stderr.write(`${code}: ${meaning}\n  ${detail}\n  → ${remedy}\n`);
  return exitStatusOf(code);
}
