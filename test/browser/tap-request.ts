/** Everything that a page needs for a tap, as text: byte strings in hexadecimal. */
export type TapRequest = {
  /** State of the card, as its image file holds it. */
  readonly image: string;
  readonly can: string;
  readonly purposeId: string;
  readonly terminal: { readonly dv: string; readonly terminal: string; readonly pkcs8: string } | 'none';
  readonly trust: {
    readonly threshold: number;
    readonly keys: readonly string[];
    readonly root: string;
    readonly bundle: string;
    readonly statusTokens: readonly string[];
  };
  /** Seconds since 1970. */
  readonly at: number;
};

/** What a page answers. */
export type TapResponse = {
  readonly verdict: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly reasons: readonly string[];
  readonly fields: readonly string[];
  readonly name: string | undefined;
  readonly apdus: number;
  readonly bytes: number;
};
