import type { StatusList } from '@residence-permit/shared/status-list';
import type { Register, RegisterState, Sequences } from '../register/index.ts';
import { statusListOf, statusUrisOf } from './status-list-of.ts';

/** What is published of the cards, taken at one moment. */
export type Standings = {
  /** Numbers that no publication had before. */
  readonly sequences: Sequences;
  readonly revokedTerminals: readonly string[];
  /** Ids of grants that were taken back and may still stand on a card. */
  readonly withdrawnGrants: readonly Uint8Array[];
  /** Addresses of all lists, sorted. */
  readonly uris: readonly string[];
  /** @throws PermitError STORE_FAILED */
  readonly list: (uri: string) => StatusList;
};

/** Takes the next numbers and tells how every card stands. @throws PermitError STORE_FAILED */
export type TakeStandings = () => Promise<Standings>;

/**
 * The standings of the issuing core's register, whose records are replaced on the card alone: it knows no grant that was taken
 * back. `currentUri`: the list that new cards get.
 */
export function standingsOfRegister(register: Register, currentUri: string): TakeStandings {
  return async () => {
    const state = await register.change(takeNumbers);
    return {
      sequences: state.sequences,
      revokedTerminals: state.revokedTerminals,
      withdrawnGrants: [],
      uris: statusUrisOf(state, currentUri),
      list: (uri) => statusListOf(state, uri),
    };
  };
}

function takeNumbers(state: RegisterState) {
  const { root, bundle, status } = state.sequences;
  const next = { ...state, sequences: { root, bundle: bundle + 1, status: status + 1 } };
  return { state: next, value: next };
}
