export { type AwaitCard, type CounterReaders, type HeldCard } from './counter-readers.ts';
export {
  type AgentTiming,
  type CounterAgent,
  startCounterAgent,
  type StartCounterAgent,
} from './start-counter-agent.ts';
