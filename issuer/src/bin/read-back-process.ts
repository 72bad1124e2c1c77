import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CODES, type Code, PermitError } from '@residence-permit/shared/errors';
import type { ReadBack, ReadBackReport } from '../personalisation/index.ts';

/** Data groups that the purpose of the issuing office names and that hold signed personal content. */
const PERSONAL_GROUPS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14];

/** Where the public verifier is, and what it is told. */
export type ReadBackSettings = {
  /** Program and first arguments; the verifier of this installation unless told otherwise. */
  readonly command?: readonly [string, ...string[]];
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  readonly trustFolder: string;
  readonly terminalFolder: string;
  /** `system`, or an instant such as 2026-06-15T02:00:00Z. */
  readonly clock: string;
};

/**
 * Reads a card back with `permit-reader verify` in a process of its own: what made the card has no say in what is read.
 * The CAN goes through the environment, where no other user of the machine can see it.
 */
export function makeReadBackProcess(settings: ReadBackSettings): ReadBack {
  const [program, ...first] = settings.command ?? [process.execPath, verifierPath()];
  const args = [
    ...first,
    'verify',
    '--json',
    '--purpose=issuing-office',
    '--staleness=1d',
    `--trust=${settings.trustFolder}`,
    `--terminal=${settings.terminalFolder}`,
    `--clock=${settings.clock}`,
    `--wait=${settings.waitSeconds}`,
    ...(settings.reader === undefined ? [] : [`--reader=${settings.reader}`]),
  ];
  return async ({ can }) => parseReport(await run(program, args, environmentOf(process.env, can)));
}

/** Nothing of the office's own settings and secrets, and no other password than this card's number. */
export function environmentOf(environment: NodeJS.ProcessEnv, can: string): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('PERMIT_'));
  return { ...Object.fromEntries(kept), PERMIT_CAN: can };
}

/** `permit-reader` beside the reader's doors; the package exports no path to it. */
function verifierPath(): string {
  return fileURLToPath(new URL('../../bin/permit-reader.js', import.meta.resolve('@residence-permit/reader/verify')));
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      stdout += text;
    });
    child.on('error', (cause) => reject(new PermitError('READ_BACK_FAILED', { cause, detail: program })));
    child.on('close', () => resolve(stdout));
  });
}

/** What `permit-reader verify --json` prints, as far as it is needed here. */
type TapJson = {
  readonly answers?: Partial<Record<'authentic' | 'chipGenuine', { readonly answer?: string }>>;
  readonly reasons?: readonly string[];
  readonly withheld?: readonly number[];
  readonly fields?: { readonly name?: string; readonly issue?: { readonly permitNumber?: string } };
  readonly error?: { readonly code?: string };
};

/** @throws PermitError the verifier's own code when it says why it has no result; READ_BACK_FAILED when it printed nothing */
export function parseReport(stdout: string): ReadBackReport {
  const tap = parseTap(stdout);
  const { answers, fields, withheld, reasons } = tap;
  if (answers === undefined || fields === undefined || withheld === undefined) {
    const code = tap.error?.code;
    if (code !== undefined && isCode(code)) throw new PermitError(code, { detail: 'read-back' });
    throw new PermitError('READ_BACK_FAILED', { detail: `no result: ${code ?? 'nothing was printed'}` });
  }
  const { name, issue } = fields;
  return {
    authentic: answerOf(answers.authentic?.answer),
    chipGenuine: answerOf(answers.chipGenuine?.answer),
    reasons: (reasons ?? []).filter(isCode),
    dataGroups: PERSONAL_GROUPS.filter((group) => !withheld.includes(group)),
    ...(name === undefined ? {} : { name }),
    ...(issue?.permitNumber === undefined ? {} : { permitNumber: issue.permitNumber }),
  };
}

function parseTap(stdout: string): TapJson {
  try {
    const value: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Anything but the two words is unknown, never a yes. */
function answerOf(text: string | undefined): 'yes' | 'no' | 'unknown' {
  return text === 'yes' || text === 'no' ? text : 'unknown';
}

function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
