import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../route/index.ts';
import { askReadiness, type ReadinessPart } from './readiness.ts';

const PART_TIMEOUT_MS = 2000;

const PartBody = z.strictObject({
  ok: z.boolean(),
  code: z.string().optional(),
  detail: z.record(z.string(), z.number()).optional(),
  ms: z.int(),
});
export const ReadinessBody = z.strictObject({ ready: z.boolean(), parts: z.record(z.string(), PartBody) });

/** What the health routes ask: the parts, whether the service is stopping, and the text of the metrics. */
export type HealthDeps = {
  readonly parts: readonly ReadinessPart[];
  readonly stopping: () => boolean;
  readonly metrics: () => Promise<{ readonly text: string; readonly type: string }>;
};

/** /livez: the process answers. /readyz: it can work, part by part. /metrics: for a scraper inside the network. */
export function healthRoutes({ parts, stopping, metrics }: HealthDeps): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'getLiveness',
      method: 'get',
      path: '/livez',
      summary: 'Says that the process answers.',
      tag: 'health',
      access: 'public',
      responses: { 200: { description: 'The process answers.', schema: z.strictObject({ live: z.literal(true) }) } },
      refusals: {},
      handler: async () => reply(200, { live: true }),
    }),
    defineRoute({
      name: 'getReadiness',
      method: 'get',
      path: '/readyz',
      summary: 'Says part by part whether the service can work.',
      tag: 'health',
      access: 'public',
      responses: {
        200: { description: 'Every part is fine.', schema: ReadinessBody },
        503: { description: 'A part is not fine, or the service is stopping.', schema: ReadinessBody },
      },
      refusals: {},
      handler: async () => {
        const asked = await askReadiness(parts, PART_TIMEOUT_MS);
        const ready = asked.ready && !stopping();
        return ready ? reply(200, asked) : reply(503, { ...asked, ready: false });
      },
    }),
    defineRoute({
      name: 'getMetrics',
      method: 'get',
      path: '/metrics',
      summary: 'Counts and times for Prometheus.',
      tag: 'health',
      access: 'public',
      responses: { 200: { description: 'Text of the Prometheus exposition format.', types: ['text/plain'] } },
      refusals: {},
      handler: async () => {
        const { text, type } = await metrics();
        return reply(200, { bytes: new TextEncoder().encode(text), type });
      },
    }),
  ];
}
