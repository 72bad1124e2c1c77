import { PermitError } from '@residence-permit/shared/errors';
import { answerRequest } from './answer-request.ts';
import { TokenError } from './token-error.ts';
import type { TokenAddress, TokenFailure, TokenRequest } from './token-request.ts';
import { TokenSession } from './token-session.ts';

/**
 * Messages that the office sends to this process. The PIN comes this way, so that it is in no argument and no environment.
 * Each has one reply; the office asks one thing at a time.
 */
export type ToTokenProcess =
  | { readonly kind: 'open'; readonly address: TokenAddress }
  | { readonly kind: 'ask'; readonly request: TokenRequest };
export type FromTokenProcess =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly failure: TokenFailure };

/**
 * The process that holds one session with one token. A PKCS#11 module blocks its process for as long as it likes and may
 * end it altogether; here it can be killed. Ends when the office does.
 */
export function serveToken(): void {
  let session: TokenSession | undefined;
  const handle = async (message: ToTokenProcess): Promise<unknown> => {
    if (message.kind === 'open') {
      session = await TokenSession.open(message.address);
      return undefined;
    }
    if (session === undefined) throw new TokenError('SIGNER_UNAVAILABLE', { detail: 'not opened', isLost: true });
    return answerRequest(session, message.request);
  };
  process.on('message', (message: ToTokenProcess) => {
    handle(message).then(
      (answer) => process.send?.({ ok: true, answer } satisfies FromTokenProcess),
      (cause: unknown) => process.send?.({ ok: false, failure: failureOf(cause) } satisfies FromTokenProcess),
    );
  });
  process.on('disconnect', () => process.exit(0));
}

function failureOf(cause: unknown): TokenFailure {
  const code = cause instanceof PermitError ? cause.code : 'SIGNER_FAILED';
  const message = cause instanceof Error ? cause.message : 'the module failed';
  return { code, detail: message.replace(`${code}: `, ''), isLost: cause instanceof TokenError && cause.isLost };
}
