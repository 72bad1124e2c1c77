export type { AgentEvent, AgentLog } from './agent-log.ts';
export {
  AGENT_PATH,
  type Ask,
  CLOSE,
  type CounterReader,
  decodeFromAgent,
  decodeFromService,
  encodeFrame,
  FRAME_LIMITS,
  type FromAgent,
  type FromService,
  PROTOCOL_VERSION,
  REFUSAL_HEADER,
  type Result,
} from './frames.ts';
