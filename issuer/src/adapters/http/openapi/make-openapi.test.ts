import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { healthRoutes } from '../health/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../route/index.ts';
import { checkOpenApi } from './check-openapi.ts';
import { makeOpenApi } from './make-openapi.ts';

const Entry = z.strictObject({ at: z.iso.date(), count: z.int().min(1) }).meta({ id: 'Entry' });

const command = defineRoute({
  name: 'enterCount',
  method: 'post',
  path: '/api/v1/counts/:countId/entries',
  summary: 'Enters a count.',
  tag: 'counts',
  access: { action: 'application.read', purpose: 'stated' },
  params: z.strictObject({ countId: z.uuid() }),
  query: z.strictObject({ dry: z.enum(['yes', 'no']).optional() }),
  body: Entry,
  responses: { 201: { description: 'Entered.', schema: Entry } },
  refusals: { 'count-closed': 409, 'count-not-found': 404 },
  handler: async ({ body }) => reply(201, body),
});
const health = healthRoutes({
  parts: [],
  stopping: () => false,
  metrics: async () => ({ text: '', type: 'text/plain' }),
});
const routes: readonly RouteDefinition[] = [command, ...health];

type Json = { readonly [name: string]: Json };
const at = (document: object, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Json)[name], document);

describe('the OpenAPI document', () => {
  const document = makeOpenApi(routes);

  it('is a whole document of version 3.1', () => {
    expect(checkOpenApi(document)).toEqual([]);
    expect(document.openapi).toBe('3.1.0');
  });

  it('has every route with its parameters, body, replies and the codes of its refusals', () => {
    const operation = at(document, 'paths', '/api/v1/counts/{countId}/entries', 'post') as Json;
    expect(operation).toMatchObject({
      operationId: 'enterCount',
      'x-action': 'application.read',
      'x-purpose': 'stated',
      security: [{ session: [] }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Entry' } } },
      },
    });
    const parameters = operation['parameters'] as unknown as readonly { readonly name: string; readonly in: string }[];
    expect(parameters.map(({ name, in: place }) => `${place} ${name}`).sort()).toEqual([
      'header Idempotency-Key',
      'header Permit-Purpose',
      'path countId',
      'query dry',
    ]);
    const conflict = at(operation, 'responses', '409', 'content', 'application/problem+json', 'schema', 'properties');
    expect(conflict).toMatchObject({ code: { enum: ['IDEMPOTENCY_RUNNING', 'count-closed'] } });
    const unsigned = at(document, 'paths', '/livez', 'get') as Json;
    expect(unsigned['security']).toEqual([]);
  });

  it.each([
    ['a parameter of the path that is not declared', { ...command, params: undefined }, /path parameter countId/],
    ['an operationId twice', { ...command, path: '/other' }, /operationId enterCount/],
    ['a parameter that is not in the path', { ...command, name: 'x', path: '/api/v1/counts' }, /countId/],
  ])('shows %s', (_what, route, found) => {
    expect(checkOpenApi(makeOpenApi([command, route])).join('\n')).toMatch(found);
  });

  it('shows a reference that leads nowhere', () => {
    const damaged = { ...document, components: {} };
    expect(checkOpenApi(damaged).join('\n')).toContain('#/components/schemas/Entry');
  });
});
