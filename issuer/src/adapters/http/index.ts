export type { Caller } from './caller.ts';
export * from './health/index.ts';
export * from './idempotency/index.ts';
export * from './log/index.ts';
export { type AppDeps, makeApp } from './make-app.ts';
export * from './openapi/index.ts';
export * from './problem/index.ts';
export { PURPOSE_HEADER, PurposeHeader } from './purpose-header.ts';
export * from './route/index.ts';
