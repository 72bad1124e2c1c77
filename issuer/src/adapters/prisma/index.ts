export { type EnqueueIn, makeInTransaction, type TellIn } from './office-transaction.ts';
export { standingsOfDatabase } from './standings-of-database.ts';
export {
  hasTrustChanged,
  newestCatalogue,
  newestPurposes,
  revokedReferences,
  withdrawnGrantIds,
} from './trust-content.ts';
