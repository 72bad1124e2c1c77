export * from './certificates/index.ts';
export * from './counter-agent/index.ts';
export type { AgentEvent, AgentLog, CounterReader } from './protocol/index.ts';
export * from './relay-server/index.ts';
