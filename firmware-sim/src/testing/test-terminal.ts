export { type Exchange, type PaceOutcome, TestTerminal } from '../faults/test-terminal.ts';
