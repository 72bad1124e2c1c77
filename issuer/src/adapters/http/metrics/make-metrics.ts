import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A figure that is asked for when somebody scrapes. Answers nothing when it cannot be known now. */
export type Figure = { readonly name: string; readonly help: string; read(): Promise<number | undefined> };

/** What the process counts. */
export type Metrics = {
  /** Counts requests by method, pattern of the route and status, and their seconds. */
  readonly observe: RequestHandler;
  countJob(queue: string, outcome: 'done' | 'failed'): void;
  read(): Promise<{ readonly text: string; readonly type: string }>;
};

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];

/** Metrics of one process for Prometheus: requests, jobs, the figures given, and those of Node (event loop, memory). */
export function makeMetrics(figures: readonly Figure[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'permit_http_request_seconds',
    help: 'Requests by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  const jobs = new Counter({
    name: 'permit_jobs_total',
    help: 'Attempts of jobs by queue and outcome.',
    labelNames: ['queue', 'outcome'],
    registers: [registry],
  });
  for (const figure of figures) addFigure(registry, figure);
  return {
    observe(req, res, next) {
      const end = requests.startTimer();
      res.once('finish', () => {
        end({ method: req.method, route: res.locals.route ?? 'none', status: res.statusCode });
      });
      next();
    },
    countJob: (queue, outcome) => jobs.inc({ queue, outcome }),
    read: async () => ({ text: await registry.metrics(), type: 'text/plain' }),
  };
}

function addFigure(registry: Registry, figure: Figure): void {
  const { name, help } = figure;
  const gauge = new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      const value = await figure.read().catch(() => undefined);
      if (value === undefined) gauge.reset();
      else gauge.set(value);
    },
  });
}
