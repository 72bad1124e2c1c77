import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../route/index.ts';
import { Instant } from '../bodies.ts';

/** A signed file that verifiers take. */
export type Publication = {
  /** Below the published address. */
  readonly name: string;
  readonly kind: 'root' | 'bundle' | 'status-list';
  readonly bytes: number;
  /** Seconds since the epoch. */
  readonly publishedAt: number;
  /** Until when verifiers take it; absent for the root, which has no such end. */
  readonly goodUntil?: number;
};

export const PublicationsView = z.strictObject({
  files: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['root', 'bundle', 'status-list']),
      bytes: z.int().min(0),
      publishedAt: Instant,
      goodUntil: Instant.optional(),
    }),
  ),
});

/** What the service publishes, and how old each file is. */
export function publicationRoutes(given: {
  readonly listPublications: () => Promise<readonly Publication[]>;
}): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'listPublications',
      method: 'get',
      path: '/api/v1/publications',
      tag: 'publications',
      summary: 'The signed files that verifiers take: when each was published, and until when it is good.',
      access: 'public',
      responses: { 200: { description: 'Root, bundle and status lists.', schema: PublicationsView } },
      refusals: {},
      handler: async () => reply(200, { files: await given.listPublications() }),
    }),
  ];
}
