export { APPLICATION_KINDS, type ApplicationKind, makesCard } from './application-kind.ts';
