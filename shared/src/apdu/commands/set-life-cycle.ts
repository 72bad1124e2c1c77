import type { CommandApdu } from '../command-apdu.ts';

/** Life-cycle states by their coding in SET STATUS. Card profile 1 §5. */
export const LIFE_CYCLE = { blank: 0x01, personalised: 0x02, active: 0x03, terminated: 0x04 } as const;

/** SET STATUS, 80 F0 80: moves the life cycle on. */
export function setLifeCycle(state: keyof typeof LIFE_CYCLE): CommandApdu {
  return { cla: 0x80, ins: 0xf0, p1: 0x80, p2: LIFE_CYCLE[state], data: new Uint8Array(0), ne: 0 };
}
