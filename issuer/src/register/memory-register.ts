import type { Changed, Register } from './register.ts';
import { EMPTY_REGISTER, type RegisterState } from './register-state.ts';

/** A register that lives as long as its process: for tests and demonstrations. */
export function makeMemoryRegister(initial: RegisterState = EMPTY_REGISTER): Register {
  let state = initial;
  return {
    read: () => Promise.resolve(state),
    change: async <Value>(decide: (state: RegisterState) => Changed<Value>): Promise<Value> => {
      const changed = decide(state);
      state = changed.state;
      return changed.value;
    },
  };
}
