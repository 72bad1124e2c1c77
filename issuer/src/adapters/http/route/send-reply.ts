import type { Response } from 'express';
import * as z from 'zod';
import { sendProblem } from '../problem/index.ts';
import { refusalProblemOf } from './refusal-problem.ts';
import type { Refusal, RouteDefinition, StoredReply } from './route-definition.ts';
import { misfit } from './stored-reply.ts';

const BytesReply = z.object({ bytes: z.instanceof(Uint8Array), type: z.string(), fileName: z.string().optional() });

/** Sends a reply, or the refusal as a problem with the status that the route gives it. */
export function sendReply(res: Response, route: RouteDefinition, given: StoredReply | Refusal): void {
  res.set('Cache-Control', 'no-store');
  if ('refusal' in given) {
    const { code, status } = refusalProblemOf(route, given);
    sendProblem(res, code, status);
    return;
  }
  const response = route.responses[given.status];
  res.status(given.status);
  if (response !== undefined && 'types' in response) sendBytes(res, route, given.body);
  else if (response !== undefined && 'schema' in response) res.json(given.body);
  else res.end();
}

function sendBytes(res: Response, route: RouteDefinition, body: unknown): void {
  const read = BytesReply.safeParse(body);
  if (!read.success) throw misfit(route, 'bytes');
  const { bytes, type, fileName } = read.data;
  if (fileName !== undefined) res.attachment(fileName);
  res.type(type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
