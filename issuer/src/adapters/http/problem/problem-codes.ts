import { CODES, type Code } from '@residence-permit/shared/errors';

/** What the HTTP layer itself answers, before or around a use case: status by RFC 9110, and the title in words. */
export const HTTP_PROBLEMS = {
  REQUEST_INVALID: { status: 400, title: 'A parameter or member of the request is not as the API defines it.' },
  BODY_MALFORMED: { status: 400, title: 'The body is not well-formed JSON.' },
  IDEMPOTENCY_KEY_MISSING: { status: 400, title: 'The command has no Idempotency-Key header, or not a UUID in it.' },
  NOT_SIGNED_IN: { status: 401, title: 'Nobody is signed in.' },
  NOT_ALLOWED: { status: 403, title: 'The account may not do this.' },
  STEP_UP_NEEDED: { status: 403, title: 'The act asks for a second proof of who is signed in.' },
  FORM_NOT_OURS: { status: 403, title: 'The form was shown to somebody else, or by another site.' },
  NOT_FOUND: { status: 404, title: 'There is nothing at this address.' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The address does not know this method.' },
  IDEMPOTENCY_RUNNING: { status: 409, title: 'The command with this Idempotency-Key still runs.' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is larger than the address accepts.' },
  BODY_TYPE_REFUSED: { status: 415, title: 'The address does not accept a body of this type or encoding.' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The Idempotency-Key was used before with another request.' },
  RATE_LIMITED: { status: 429, title: 'Too many requests; Retry-After says when the next one is accepted.' },
  NOT_READY: { status: 503, title: 'The service is not ready, or it is stopping.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

/** A problem of the HTTP layer. */
export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;

/** A refusal of a use case: lower-case words joined by hyphens, such as `same-person`. */
export type RefusalCode = Lowercase<string>;

/** Every `code` that a problem document can carry. Which refusals there are, the route definitions say. */
export type ProblemCode = HttpProblemCode | Code | RefusalCode;

/**
 * Thrown codes whose name helps whoever sent the command: something at a counter, or something that passes, after which the
 * same command is sent again. The others answer 500 as UNEXPECTED and are only logged.
 */
const STATUS_OF_THROWN: Partial<Record<Code, number>> = {
  STORE_CONFLICT: 409,
  // What happens every day at a counter: somebody there can mend it.
  AGENT_ABSENT: 409,
  AGENT_LINE_LOST: 409,
  AGENT_TIMED_OUT: 409,
  READER_ABSENT: 409,
  READER_BUSY: 409,
  READER_FAILED: 409,
  READER_REMOVED: 409,
  READER_SERVICE_DOWN: 409,
  CARD_ABSENT: 409,
  CARD_ANSWER_BAD: 409,
  CARD_MUTE: 409,
  CARD_PROTOCOL: 409,
  CARD_REMOVED: 409,
  CARD_RESET: 409,
  CARD_STATUS: 409,
  CARD_TIMED_OUT: 409,
  CHIP_NOT_GENUINE: 409,
  CHIP_NOT_TAKEN_IN: 409,
  PACE_FAILED: 409,
  PASSWORD_WRONG: 409,
  READ_BACK_FAILED: 409,
  SCP_FAILED: 409,
  SM_BAD_RESPONSE: 409,
  TERMINAL_REFUSED: 409,
  // What a print lacks: a font with the character, or a shorter text.
  FACE_TEXT_TOO_LONG: 409,
  GLYPH_MISSING: 409,
  // A disk that is full, a database that does not write: nothing was kept.
  STORE_FAILED: 503,
  SIGNER_UNAVAILABLE: 503,
  SIGNER_CAP_REACHED: 503,
  SIGNER_FAILED: 503,
};

/** What is the matter with the token is the office's business: whoever sent the command learns that it does not sign now. */
const TOKEN_FAULTS: readonly Code[] = [
  'TOKEN_ABSENT',
  'TOKEN_MODULE_ABSENT',
  'TOKEN_OBJECT_ABSENT',
  'TOKEN_PIN_LOCKED',
  'TOKEN_PIN_WRONG',
];

/** What a thrown code is answered with, or nothing when its name stays inside the service. */
export function answerOfThrown(thrown: Code): { readonly code: Code; readonly status: number } | undefined {
  const code = TOKEN_FAULTS.includes(thrown) ? 'SIGNER_UNAVAILABLE' : thrown;
  const status = STATUS_OF_THROWN[code];
  return status === undefined ? undefined : { code, status };
}

/** Tells a code of the HTTP layer from the others. */
export function isHttpProblem(code: string): code is HttpProblemCode {
  return Object.hasOwn(HTTP_PROBLEMS, code);
}

/** One sentence for people who read a problem document; pages translate by code. */
export function titleOf(code: ProblemCode): string {
  if (isHttpProblem(code)) return HTTP_PROBLEMS[code].title;
  if (isThrownCode(code)) return CODES[code].meaning;
  const words = code.replaceAll('-', ' ');
  return `Refused: ${words}.`;
}

function isThrownCode(code: string): code is Code {
  return Object.hasOwn(CODES, code);
}
