export { type AuditUseCases, auditRoutes, LogView, ProofView } from './audit-routes.ts';
