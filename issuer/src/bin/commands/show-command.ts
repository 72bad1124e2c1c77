import { toHex } from '@residence-permit/shared/bytes';
import { type CardEntry, getCard, getPermit, type RegisterState } from '../../register/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import type { OfficeFolder } from '../office-folder.ts';

/** `permit-issuer show`: the cards of the register, or one with its grants. No personal data beyond the permit number. */
export async function showCommand(
  output: CommandOutput,
  office: OfficeFolder,
  cardNumber: string | undefined,
): Promise<number> {
  const state = await office.register.read();
  if (cardNumber === undefined) {
    const cards = state.cards.map((card) => summaryOf(state, card));
    const lines = cards.map((card) => [card.cardNumber, card.permitNumber, card.stage, card.standing].join('  '));
    writeResult(output, { cards, sequences: state.sequences, revokedTerminals: state.revokedTerminals }, lines);
    return EXIT.DONE;
  }
  const card = getCard(state, cardNumber);
  const { entitlements } = getPermit(state, card.permitRef);
  const grants = entitlements.flatMap(({ dataGroup, grantor, version, grants: held }) =>
    held.map((grant) => ({ dataGroup, grantor, version, ...grant, id: toHex(grant.id) })),
  );
  const summary = summaryOf(state, card);
  writeResult(output, { ...summary, grants }, [
    ...Object.entries(summary).map(
      ([name, value]) => `${name.padEnd(16)}${typeof value === 'object' ? JSON.stringify(value) : value}`,
    ),
    ...grants.map(
      ({ id, kind, from, through, grantor }) => `grant           ${id} ${kind} of ${grantor}, ${from} to ${through}`,
    ),
  ]);
  return EXIT.DONE;
}

function summaryOf(state: RegisterState, card: CardEntry) {
  const { cardNumber, stage, standing, status, endorsement, replaces } = card;
  return {
    cardNumber,
    permitNumber: String(getPermit(state, card.permitRef).record.issue.permitNumber),
    stage,
    standing,
    status,
    ...(endorsement === undefined ? {} : { endorsement }),
    ...(replaces === undefined ? {} : { replaces }),
  };
}
