import { CODES, type Code, PermitError } from '@residence-permit/shared/errors';
import { type CommandOutput, padCells, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { explainCode } from '../language.ts';

/** `permit-reader explain CODE`; without a code it lists them all. @throws PermitError SETTING_BAD for an unknown one */
export async function explainCommand(output: CommandOutput, text: string | undefined): Promise<number> {
  const codes = text === undefined ? allCodes() : [findCode(text)];
  const explained = codes.map((code) => ({ code, kind: CODES[code].kind, ...explainCode(code, output.language) }));
  const [only] = explained;
  if (text === undefined) {
    const lines = explained.map(({ code, meaning }) => `${padCells(code, 26)}${meaning}`);
    writeResult(output, { codes: explained }, lines);
  } else if (only !== undefined) {
    writeResult(output, only, [only.code, `  ${only.meaning}`, `  ${only.remedy}`]);
  }
  return EXIT.ACCEPTED;
}

function findCode(text: string): Code {
  const wanted = text.toUpperCase().replaceAll('-', '_');
  const found = allCodes().find((code) => code === wanted);
  if (found !== undefined) return found;
  const alike = allCodes().filter((code) => wanted.length > 2 && (code.includes(wanted) || wanted.includes(code)));
  const hint = alike.length === 0 ? '`permit-reader explain` lists all' : `do you mean ${alike.join(', ')}?`;
  throw new PermitError('SETTING_BAD', { detail: `there is no code ${text}; ${hint}` });
}

function allCodes(): readonly Code[] {
  return Object.keys(CODES).filter((name): name is Code => Object.hasOwn(CODES, name));
}
