import { PublicationsView } from '../../../http/api/publications/index.ts';
import { ReadinessBody } from '../../../http/health/health-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
/** A file that ends within so long is to be looked after. */
const SOON_S = 2 * DAY_S;

/** Whether the service can work, part by part, and how old the signed files are. */
export const statusPage: PageDefinition = { path: '/office/status', access: 'signed-in', show: showStatus };

async function showStatus(page: PageRequest): Promise<Shown> {
  const health = await page.ask('getReadiness', { reply: ReadinessBody });
  if (health.kind === 'problem') return health;
  const published = await page.ask('listPublications', { reply: PublicationsView });
  if (published.kind === 'problem') return published;
  const { now, say, has } = page;
  return showPage('status/status', {
    isReady: health.body.ready,
    parts: Object.entries(health.body.parts).map(([name, { ok, code }]) => ({
      name: has(`status.parts.${name}`) ? say(`status.parts.${name}`) : name,
      ok,
      code,
    })),
    files: published.body.files.map(({ name, kind, bytes, publishedAt, goodUntil }) => ({
      name,
      kind,
      kB: Math.ceil(bytes / 1000),
      age: ageWords(page, now - publishedAt),
      goodUntil,
      standing:
        goodUntil === undefined ? 'good' : goodUntil < now ? 'over' : goodUntil - now < SOON_S ? 'soon' : 'good',
    })),
    lookedAt: now,
  });
}

function ageWords({ say }: PageRequest, seconds: number): string {
  if (seconds < HOUR_S) return say('status.minutes', { number: Math.max(0, Math.floor(seconds / 60)) });
  if (seconds < DAY_S) return say('status.hours', { number: Math.floor(seconds / HOUR_S) });
  return say('status.days', { number: Math.floor(seconds / DAY_S) });
}
