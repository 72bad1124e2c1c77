export { type Figure, makeMetrics, type Metrics } from './make-metrics.ts';
