/** What a terminal shows and proves to a card: CV certificates (`7F21` objects) and the use of its private key. */
export type TerminalCredential = {
  readonly certificates: {
    /** Signed by a CVCA that the card trusts. */
    readonly dv: Uint8Array;
    /** Signed by the DV. */
    readonly terminal: Uint8Array;
    /** For cards that trust only the CVCA before: the certificate of the DV's CVCA, signed by that one. */
    readonly link?: Uint8Array;
  };
  /** ECDSA P-256 with SHA-256 over the message, plain r‖s of 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
};
