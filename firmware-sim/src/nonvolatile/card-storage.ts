/**
 * Where the bytes of one card live. `save` is atomic: after any crash, `load` answers either the bytes of the last
 * `save` that returned, or those of the one that did not.
 */
export type CardStorage = {
  load(): Uint8Array | undefined;
  save(bytes: Uint8Array): void;
};
