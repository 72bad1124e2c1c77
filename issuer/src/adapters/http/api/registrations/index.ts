export { registrationRoutes } from './registration-routes.ts';
export type { RegistrationUseCases, ReportUseCases } from './registration-use-cases.ts';
export { reportRoutes } from './report-routes.ts';
