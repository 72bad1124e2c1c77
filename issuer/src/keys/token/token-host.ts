import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TokenError } from './token-error.ts';
import type { FromTokenProcess, ToTokenProcess } from './token-process.ts';
import type { TokenAddress, TokenRequest } from './token-request.ts';

/** Holds one session with one token; asked one thing at a time. */
export type TokenHost = {
  /** @throws TokenError */
  ask(request: TokenRequest): Promise<unknown>;
  /** Ends the session, whatever it is doing. */
  end(): void;
};

/** Opens a session. @throws TokenError */
export type StartTokenHost = () => Promise<TokenHost>;

/** The same place seen from the sources and from the build. */
const PROGRAM = fileURLToPath(new URL('../../../bin/permit-token.js', import.meta.url));

/**
 * Opens the session in a process of its own, which is killed when an answer takes longer than `deadlineMs`: a module that hangs
 * must not hang the office. The process keeps nobody alive while it is idle.
 */
export function makeStartTokenProcess(address: TokenAddress, deadlineMs: number): StartTokenHost {
  return async () => {
    const child = fork(PROGRAM, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.removeListener('exit', kill));
    const host = {
      ask: (request: TokenRequest) => exchange(child, { kind: 'ask', request }, deadlineMs),
      end: kill,
    };
    try {
      await exchange(child, { kind: 'open', address }, deadlineMs);
      return host;
    } catch (cause) {
      kill();
      throw cause;
    }
  };
}

/** Sends one message and waits for its reply, the end of the process, or the deadline. */
function exchange(child: ChildProcess, message: ToTokenProcess, deadlineMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      child.off('message', onReply).off('exit', onGone).off('error', onGone);
      child.unref();
      child.channel?.unref();
      settle();
    };
    const onReply = (reply: FromTokenProcess): void =>
      done(() => (reply.ok ? resolve(reply.answer) : reject(new TokenError(reply.failure.code, reply.failure))));
    const onGone = (): void => done(() => reject(gone('the process that held the token has ended', true)));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      done(() => reject(gone(`no answer within ${deadlineMs} ms`, false)));
    }, deadlineMs);
    child.ref();
    child.channel?.ref();
    child.on('message', onReply).on('exit', onGone).on('error', onGone);
    if (!child.connected) onGone();
    else child.send(message, (cause) => (cause === null ? undefined : onGone()));
  });
}

/** After a hang nothing is tried at once: it would hang again for as long. */
function gone(detail: string, isLost: boolean): TokenError {
  return new TokenError('SIGNER_UNAVAILABLE', { detail, isLost });
}
