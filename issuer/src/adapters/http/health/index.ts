export { type HealthDeps, healthRoutes } from './health-routes.ts';
export { askReadiness, type PartReport, type Readiness, type ReadinessPart } from './readiness.ts';
export { clockPart, databasePart, queueAgeS, queuePart, READINESS_LIMITS, signerPart } from './readiness-parts.ts';
export { STORAGE_MIN_BYTES, storagePart } from './storage-part.ts';
