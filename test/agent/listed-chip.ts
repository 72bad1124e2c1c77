import type { Card } from '@residence-permit/firmware-sim/card';
import type { CardTransport, ListAnswer } from '@residence-permit/shared/apdu';

/** A chip of this process behind lists: each `transmit` and each list is one round trip. */
export type ListedChip = CardTransport & {
  transmitList(commands: readonly Uint8Array[]): Promise<ListAnswer>;
  /** Number of commands that reached the chip, for each round trip. */
  readonly trips: readonly number[];
};

/** Powers the chip up and puts it behind lists. `leaveAfter`: so many commands later it is taken away. */
export function listedChip(
  chip: Pick<Card, 'reset' | 'transmit'>,
  options: { readonly leaveAfter?: number; readonly fault?: unknown } = {},
): ListedChip {
  chip.reset();
  let left = options.leaveAfter ?? Number.POSITIVE_INFINITY;
  const trips: number[] = [];
  const transmitList = (commands: readonly Uint8Array[]): Promise<ListAnswer> => {
    const responses: Uint8Array[] = [];
    for (const command of commands) {
      if (left === 0) return Promise.resolve(noted({ responses, fault: options.fault }));
      left -= 1;
      const response = chip.transmit(command);
      responses.push(response);
      if (response.at(-2) !== 0x90 || response.at(-1) !== 0) break;
    }
    return Promise.resolve(noted({ responses }));
  };
  const noted = (answer: ListAnswer): ListAnswer => {
    trips.push(answer.responses.length);
    return answer;
  };
  return {
    trips,
    transmitList,
    transmit: async (command) => {
      const { responses, fault } = await transmitList([command]);
      const [response] = responses;
      if (response === undefined) throw fault;
      return response;
    },
  };
}
