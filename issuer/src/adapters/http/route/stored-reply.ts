import { PermitError } from '@residence-permit/shared/errors';
import type { Reply, RouteDefinition, StoredReply } from './route-definition.ts';

/**
 * What goes over the line for a reply: JSON brought into the form of the route's schema, so that no member leaves that
 * the OpenAPI document does not state.
 * @throws PermitError UNEXPECTED when the handler's reply is not as its route says
 */
export function storedReplyOf(route: RouteDefinition, { status, body }: Reply): StoredReply {
  const response = route.responses[status];
  if (response === undefined) throw misfit(route, `status ${status}`);
  if (!('schema' in response)) return { status, body };
  const read = response.schema.safeParse(body);
  if (!read.success) throw misfit(route, `status ${status}`, read.error);
  return { status, body: read.data };
}

/** The fault of a route whose reply is not as it says. */
export function misfit({ name }: RouteDefinition, what: string, cause?: unknown): PermitError {
  return new PermitError('UNEXPECTED', { detail: `${name}: the reply is not as its route says (${what})`, cause });
}
