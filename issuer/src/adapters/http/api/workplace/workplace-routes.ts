import { refused } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import { ROLES, type Role } from '../../../../domain/rights/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { toSignedIn } from '../to-signed-in.ts';

/** Somebody who works at an office. */
export type Colleague = {
  readonly accountId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
};

/** An office, as it is chosen from a list. */
export type NamedOffice = { readonly id: string; readonly name: string };

/** What the routes of a workplace stand on. */
export type WorkplaceParts = {
  readonly findOffice: (officeId: string) => Promise<NamedOffice>;
  readonly listOffices: () => Promise<readonly NamedOffice[]>;
  /** Everybody with a role at that office, also who has none any more but acted there. */
  readonly listColleagues: (officeId: string) => Promise<readonly Colleague[]>;
  /** Names of the counters whose line to this process stands. */
  readonly heldAgents: () => readonly string[];
};

const OfficeView = z.strictObject({ id: z.string(), name: z.string() });
export const OfficesView = z.strictObject({ offices: z.array(OfficeView) });
export const WorkplaceView = z.strictObject({
  office: OfficeView,
  colleagues: z.array(z.strictObject({ accountId: z.uuid(), displayName: z.string(), roles: z.array(z.enum(ROLES)) })),
  counters: z.array(z.string()),
});

/** Where an officer works: the office, who else is there, and the counters that cards can be laid on. */
export function workplaceRoutes({
  findOffice,
  listOffices,
  listColleagues,
  heldAgents,
}: WorkplaceParts): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'readWorkplace',
      method: 'get',
      path: '/api/v1/workplace',
      tag: 'workplace',
      summary: 'The caller’s office, the names of who works there, and the counters whose line stands.',
      access: 'signed-in',
      responses: { 200: { description: 'The workplace.', schema: WorkplaceView } },
      refusals: { 'office-missing': 403 },
      handler: async ({ caller, requestId }) => {
        const { officeId } = toSignedIn(caller, requestId);
        if (officeId === undefined) return refused('office-missing');
        const [office, colleagues] = await Promise.all([findOffice(officeId), listColleagues(officeId)]);
        return reply(200, { office, colleagues, counters: heldAgents() });
      },
    }),
    defineRoute({
      name: 'listOffices',
      method: 'get',
      path: '/api/v1/offices',
      tag: 'workplace',
      summary: 'The offices of this service by name.',
      access: 'signed-in',
      responses: { 200: { description: 'The offices.', schema: OfficesView } },
      refusals: {},
      handler: async () => reply(200, { offices: [...(await listOffices())] }),
    }),
  ];
}
