import { PermitError } from '@residence-permit/shared/errors';

/** What a log may say of something thrown. */
export type FaultDescription = {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: FaultDescription;
};

const MOST_FRAMES = 12;
const MOST_CAUSES = 5;

/**
 * Name, code and stack frames of something thrown. The message is left out: those of a database client or a parser
 * quote the values they were given, and these can be a person's.
 */
export function describeFault(cause: unknown, depth = 0): FaultDescription {
  if (!(cause instanceof Error)) return { name: typeof cause, frames: [] };
  const code = codeOf(cause);
  return {
    name: cause.name,
    ...(code === undefined ? {} : { code }),
    frames: framesOf(cause),
    ...(cause.cause === undefined || depth >= MOST_CAUSES ? {} : { cause: describeFault(cause.cause, depth + 1) }),
  };
}

/** Codes are short words of capitals or digits (`STORE_FAILED`, `P2002`, `23505`, `ECONNREFUSED`); another text is no code. */
function codeOf(cause: Error): string | undefined {
  if (cause instanceof PermitError) return cause.code;
  const code = 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) && !/^\d{6,}/.test(code) ? code : undefined;
}

function framesOf({ stack }: Error): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at \S/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
}
