export { generalAuthenticate } from './general-authenticate.ts';
export type { PaceRun } from './pace-run.ts';
export { setPaceTemplate } from './set-pace-template.ts';
