import { PermitError } from '@residence-permit/shared/errors';
import { CLOSE } from '../protocol/index.ts';

/** What OpenSSL and Node.js say where the service's certificate is not one of the agents authority, or not of this host. */
const SERVICE_FOREIGN = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_)/;

/**
 * Why coming back would not help; undefined where it may: the service is down, or the line broke.
 * @param fault what the socket reported, if anything
 * @param close the WebSocket close code
 */
export function judgeLineFault(fault: unknown, close: number): PermitError | undefined {
  if (fault instanceof PermitError) return fault;
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  if (SERVICE_FOREIGN.test(code)) {
    return new PermitError('AGENT_REFUSED', { cause: fault, detail: `certificate of the service: ${code}` });
  }
  if (close === CLOSE.revoked) return new PermitError('AGENT_REFUSED', { detail: 'the certificate was revoked' });
  if (close === CLOSE.replaced) return new PermitError('AGENT_REFUSED', { detail: 'another agent came by this name' });
  if (close === CLOSE.frameBad)
    return new PermitError('AGENT_FRAME_BAD', { detail: 'the service speaks another version' });
  return undefined;
}
