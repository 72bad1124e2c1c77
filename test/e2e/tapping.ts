import { verifyCard, type TapResult, type VerifyCardOptions } from '@residence-permit/reader/verify';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { findPurpose, type Purpose } from '@residence-permit/shared/purposes';
import { type BuiltCard, CATALOGUE, type Office, UTC_OFFSET_MINUTES } from '../builders/index.ts';

const DAY = 86_400;

export function purposeNamed(id: string): Purpose {
  const purpose = findPurpose(CATALOGUE.purposes, id);
  if (purpose === undefined) throw new RangeError(`purpose: ${id}`);
  return purpose;
}

/** Everything that a tap needs, fresh and good; `changes` says what is not as it should be. */
export async function optionsFor(
  office: Office,
  card: Pick<BuiltCard, 'can' | 'transport'>,
  purposeId: string,
  changes: Partial<VerifyCardOptions> = {},
): Promise<VerifyCardOptions> {
  return {
    transport: card.transport(),
    password: { kind: 'can', value: card.can },
    purpose: purposeNamed(purposeId),
    terminal: changes.terminal ?? (await office.terminalFor(purposeId)),
    trust: changes.trust ?? (await office.trust()),
    clock: office.clock,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    staleness: { bundleSeconds: DAY, statusSeconds: DAY },
    random: office.random,
    engine: office.engine,
    metering: { nowMs: () => performance.now() },
    ...changes,
  };
}

/** Taps a card at a terminal of the office's authority. */
export async function tap(...of: Parameters<typeof optionsFor>): Promise<TapResult> {
  return verifyCard(await optionsFor(...of));
}

/** The answers as five letters, y, n or ?, in the order of the questions. */
export function letters({ answers }: Pick<TapResult, 'answers'>): string {
  const { authentic, current, inFunction, chipGenuine, entitled } = answers;
  const letter = { yes: 'y', no: 'n', unknown: '?' } as const;
  return [authentic, current, inFunction, chipGenuine, entitled].map(({ answer }) => letter[answer]).join('');
}

/** Verdict, answers and reasons, to compare in one line. */
export function outcomeOf(result: TapResult): readonly string[] {
  return [result.verdict, letters(result), ...result.reasons];
}

/** What stands between terminal and card answers some commands itself. `at` counts the commands from 0. */
export function interposed(
  card: CardTransport,
  answer: (at: number, command: Uint8Array) => Uint8Array | undefined,
): CardTransport {
  let at = 0;
  return {
    transmit: async (command) => answer(at++, command) ?? card.transmit(command),
  };
}

/** The card is taken away before the command with this number is answered. */
export function removedAt(card: CardTransport, number: number): CardTransport {
  return interposed(card, (at) => {
    if (at >= number) throw new CardError('CARD_REMOVED');
    return undefined;
  });
}
