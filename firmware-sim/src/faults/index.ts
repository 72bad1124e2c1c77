export { cutDevice, drawTornPart, type TornPart, writeTorn } from './cut-device.ts';
export { FAULT_KINDS, type Fault, formatFault, parseFault } from './fault.ts';
export { type FaultyCard, type FaultySetting, openFaultyCard } from './faulty-card.ts';
export { Power, PowerLoss } from './power.ts';
export { seededRandom } from './seeded-random.ts';
export { TestTerminal } from './test-terminal.ts';
