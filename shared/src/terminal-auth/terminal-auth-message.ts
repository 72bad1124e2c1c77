import { concatBytes } from '../bytes/index.ts';

const COORDINATE_BYTES = 32;
const CHALLENGE_BYTES = 8;

/**
 * What a terminal signs to prove its key: ID_PICC ‖ r_PICC ‖ Comp(ephemeral key) ‖ [auxiliary]. TR-03110-3 v2.21 §A.7.2,
 * §B.3. The compressed form of a point on a curve is its x-coordinate, TR-03110-3 v2.21 §A.2.2.3.
 * @throws RangeError on another length
 */
export function terminalAuthMessage(input: {
  /** x-coordinate of the chip's ephemeral PACE key, 32 bytes. */
  readonly idPicc: Uint8Array;
  /** r_PICC, 8 bytes. */
  readonly challenge: Uint8Array;
  /** x-coordinate of the committed key, 32 bytes. */
  readonly compressedEphemeral: Uint8Array;
  /** The whole data object 67, as MSE:Set AT carried it. */
  readonly auxiliary?: Uint8Array;
}): Uint8Array {
  const { idPicc, challenge, compressedEphemeral, auxiliary } = input;
  requireLength('idPicc', idPicc, COORDINATE_BYTES);
  requireLength('challenge', challenge, CHALLENGE_BYTES);
  requireLength('compressedEphemeral', compressedEphemeral, COORDINATE_BYTES);
  return concatBytes(idPicc, challenge, compressedEphemeral, ...(auxiliary === undefined ? [] : [auxiliary]));
}

function requireLength(name: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${name}: want ${length} bytes, got ${bytes.length}`);
}
