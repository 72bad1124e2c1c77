export { terminalRoutes, type TerminalUseCases } from './terminal-routes.ts';
