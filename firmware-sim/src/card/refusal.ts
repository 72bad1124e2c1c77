/** A command is refused with this status word. Thrown inside the chip only; the dispatcher turns it into a response. */
export class Refusal extends Error {
  readonly sw: number;
  constructor(sw: number) {
    super(`refused with ${sw.toString(16)}`);
    this.sw = sw;
  }
}

/** @throws Refusal always */
export function refuse(sw: number): never {
  throw new Refusal(sw);
}
