/** What a session cost: whole APDUs both ways, their bytes without framing, and modelled milliseconds. */
export type SessionCost = { readonly apdus: number; readonly bytes: number; readonly modelMs: number };

/** The figures of a card that has a time model; `reset` starts counting anew. */
export type SessionMeter = SessionCost & { reset(): void };

/**
 * The least a card must have to stand in a virtual reader. `transmit` answers any bytes, malformed ones included; where it
 * throws, the card is gone from the slot. `reset` is loss of power: volatile state is gone, nonvolatile state stays.
 */
export type ServedCard = {
  transmit(command: Uint8Array): Uint8Array | Promise<Uint8Array>;
  reset(): void;
  readonly atr?: Uint8Array;
  readonly meter?: SessionMeter;
};
