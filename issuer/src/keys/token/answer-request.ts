import type { TokenAnswer, TokenRequest } from './token-request.ts';
import type { TokenSession } from './token-session.ts';

/** Does with a session what a request asks. @throws TokenError */
export function answerRequest(session: TokenSession, request: TokenRequest): TokenAnswer {
  switch (request.kind) {
    case 'ping':
      session.ping();
      return null;
    case 'public-key':
      return session.publicKey(request.key, request.algorithm);
    case 'sign':
      return session.sign(request.key, request.algorithm, request.message);
    case 'list-keys':
      return session.listKeys();
    case 'generate':
      return session.generate(request.algorithm, request.label, request.id);
    case 'write-data':
      session.writeData(request.label, request.value);
      return null;
    case 'read-data':
      return session.readData(request.label);
    case 'list-data':
      return session.listData();
    case 'remove-data':
    default:
      session.removeData(request.label);
      return null;
  }
}
