import express, { type RequestHandler } from 'express';
import { sendHttpProblem } from '../problem/index.ts';
import type { RouteDefinition } from './route-definition.ts';

/** Takes in the body of the types and up to the size that the route names; another one is answered 415 or 413. */
export function parseBody(route: RouteDefinition): readonly RequestHandler[] {
  const { upload } = route;
  if (upload !== undefined) {
    const types = [...upload.types];
    return [acceptOnly(types), express.raw({ type: types, limit: upload.maxBytes, inflate: false })];
  }
  const types = ['application/json'];
  return [acceptOnly(types), express.json({ type: types, limit: route.maxBytes, inflate: false, strict: true })];
}

function acceptOnly(types: string[]): RequestHandler {
  return (req, res, next) => {
    // `is` answers null where there is no body, and false where it is of another type. An empty body has no type.
    if (req.get('content-length') !== '0' && req.is(types) === false) sendHttpProblem(res, 'BODY_TYPE_REFUSED');
    else next();
  };
}
