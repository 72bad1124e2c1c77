export type { RelayTiming } from './agent-line.ts';
export type { RelayedCard } from './relayed-card.ts';
export { type AgentAtCounter, type CardAtCounter, RelayServer, type RelayServerOptions } from './relay-server.ts';
