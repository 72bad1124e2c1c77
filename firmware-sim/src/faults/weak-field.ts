import type { TimeMeter } from '../timing/index.ts';
import type { Fault } from './fault.ts';
import { type Power, PowerLoss } from './power.ts';

/**
 * A field that carries the chip for `fault.ms` modelled milliseconds a command and no longer: the operation that takes it
 * past that never ends. Wraps the meter, since every operation of the chip goes through it before its effect.
 */
export function weakField(meter: TimeMeter, fault: Fault & { readonly kind: 'weak-field' }, power: Power): TimeMeter {
  let commandBeganMs = meter.modelMs;
  return {
    operation(name, size) {
      meter.operation(name, size);
      if (meter.modelMs - commandBeganMs <= fault.ms) return;
      power.lose(fault);
      throw new PowerLoss('the field is too weak for this command');
    },
    exchange(commandBytes, responseBytes) {
      meter.exchange(commandBytes, responseBytes);
      commandBeganMs = meter.modelMs;
    },
    get apdus() {
      return meter.apdus;
    },
    get bytes() {
      return meter.bytes;
    },
    get modelMs() {
      return meter.modelMs;
    },
    reset() {
      meter.reset();
      commandBeganMs = meter.modelMs;
    },
  };
}
