import type { Fault } from './fault.ts';

/** Thrown inside the chip at the moment its power goes. Nothing behind it matters: the answer never leaves the card. */
export class PowerLoss extends Error {}

/** The power of a card in the field. Once lost, nothing is written and nothing answered until it is restored. */
export class Power {
  #lostBy: Fault | undefined;

  /** What took the power away; undefined while there is power. */
  get lostBy(): Fault | undefined {
    return this.#lostBy;
  }

  /** The first loss counts. */
  lose(fault: Fault): void {
    this.#lostBy ??= fault;
  }

  restore(): void {
    this.#lostBy = undefined;
  }
}
