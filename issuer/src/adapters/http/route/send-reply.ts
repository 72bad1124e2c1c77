import { PermitError } from '@residence-permit/shared/errors';
import type { Response } from 'express';
import * as z from 'zod';
import { sendProblem } from '../problem/index.ts';
import type { Refusal, Reply, RouteDefinition, StoredReply } from './route-definition.ts';

const BytesReply = z.object({ bytes: z.instanceof(Uint8Array), type: z.string(), fileName: z.string().optional() });

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

/** Sends a reply, or the refusal as a problem with the status that the route gives it. */
export function sendReply(res: Response, route: RouteDefinition, given: StoredReply | Refusal): void {
  res.set('Cache-Control', 'no-store');
  if ('refusal' in given) {
    sendRefusal(res, route, given.refusal);
    return;
  }
  const response = route.responses[given.status];
  res.status(given.status);
  if (response !== undefined && 'types' in response) sendBytes(res, route, given.body);
  else if (response !== undefined && 'schema' in response) res.json(given.body);
  else res.end();
}

/** @throws PermitError UNEXPECTED when the route does not know the refusal */
function sendRefusal(res: Response, { refusals, name }: RouteDefinition, refusal: string): void {
  const entry = Object.entries(refusals).find(([code]) => code === refusal);
  if (entry === undefined) throw new PermitError('UNEXPECTED', { detail: `${name} does not know its refusal` });
  sendProblem(res, refusal.toLowerCase() as Lowercase<string>, entry[1]);
}

function sendBytes(res: Response, route: RouteDefinition, body: unknown): void {
  const read = BytesReply.safeParse(body);
  if (!read.success) throw misfit(route, 'bytes');
  const { bytes, type, fileName } = read.data;
  if (fileName !== undefined) res.attachment(fileName);
  res.type(type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function misfit({ name }: RouteDefinition, what: string, cause?: unknown): PermitError {
  return new PermitError('UNEXPECTED', { detail: `${name}: the reply is not as its route says (${what})`, cause });
}
