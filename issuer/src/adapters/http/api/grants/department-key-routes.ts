import { fromHex, toHex } from '@residence-permit/shared/bytes';
import * as z from 'zod';
import type { DepartmentKey } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { Instant, without } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { GrantUseCases } from './grant-use-cases.ts';
import { changeKeyRefusals, registerKeyRefusals } from './refusals.ts';

const KeyId = z.string().regex(/^[0-9a-f]{16}$/);
const KeyText = z.string().regex(/^[0-9a-f]{64}$/);
const Grantor = z.string().regex(/^[a-z0-9-]{1,16}$/);
export const KeyView = z.strictObject({
  keyId: KeyId,
  grantor: Grantor,
  publicKey: KeyText,
  proposedBy: z.uuid(),
  proposedAt: Instant,
  expiresAt: Instant,
  confirmedBy: z.uuid().optional(),
  confirmedAt: Instant.optional(),
  withdrawnBy: z.uuid().optional(),
  withdrawnAt: Instant.optional(),
});

/** Keys with which departments sign their instructions. */
export function departmentKeyRoutes(useCases: GrantUseCases): readonly RouteDefinition[] {
  const key = { tag: 'grants', access: { action: 'key.ceremony' } } as const;
  const changed = {
    ...key,
    params: z.strictObject({ keyId: KeyId }),
    responses: { 200: { description: 'Done.', schema: z.strictObject({ keyId: KeyId }) } },
    refusals: changeKeyRefusals,
  } as const;
  return [
    defineRoute({
      ...key,
      name: 'registerDepartmentKey',
      method: 'post',
      path: '/api/v1/department-keys',
      summary:
        'Enters the Ed25519 key of a department; it is good once a second person confirms it, for two years at most.',
      body: z.strictObject({ grantor: Grantor, publicKey: KeyText, expiresAt: Instant.optional() }),
      responses: { 201: { description: 'Entered.', schema: z.strictObject({ keyId: KeyId }) } },
      refusals: registerKeyRefusals,
      handler: async ({ body, caller, requestId }) => {
        const input = { ...without(body), publicKey: fromHex(body.publicKey) };
        const outcome = await useCases.registerDepartmentKey(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(201, { keyId: outcome.value.keyId }) : outcome;
      },
    }),
    defineRoute({
      ...changed,
      name: 'confirmDepartmentKey',
      method: 'post',
      path: '/api/v1/department-keys/:keyId/confirmation',
      summary: 'Makes a department key good, by another person than who entered it.',
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.confirmDepartmentKey(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, params) : outcome;
      },
    }),
    defineRoute({
      ...changed,
      name: 'withdrawDepartmentKey',
      method: 'post',
      path: '/api/v1/department-keys/:keyId/withdrawal',
      summary: 'Takes a department key out of use at once.',
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.withdrawDepartmentKey(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, params) : outcome;
      },
    }),
    defineRoute({
      ...key,
      name: 'listDepartmentKeys',
      method: 'get',
      path: '/api/v1/department-keys',
      summary: 'Every key of every department.',
      responses: { 200: { description: 'Keys.', schema: z.strictObject({ keys: z.array(KeyView) }) } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listDepartmentKeys(toSignedIn(caller, requestId));
        return outcome.ok ? reply(200, { keys: outcome.value.map(toView) }) : outcome;
      },
    }),
  ];
}

function toView({ publicKey, ...view }: DepartmentKey) {
  return { ...view, publicKey: toHex(publicKey) };
}
