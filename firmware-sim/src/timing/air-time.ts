/**
 * Time on air of one command and its response over ISO/IEC 14443-4, type A, the card alone in the field, no loss.
 * Not in it: activation of the card, the reader's own protocol (PC/SC, USB), waiting-time extensions.
 */

/** Bit rates in kbit/s, the same in both directions. 106 is what every card starts at; the rest is negotiated. */
export const BIT_RATES = [106, 212, 424, 848] as const;
export type BitRate = (typeof BIT_RATES)[number];

const CARRIER_HZ = 13_560_000;

/** Carrier cycles of one elementary time unit, that is of one bit (ISO/IEC 14443-4, 7.1: D = 1, 2, 4, 8). */
const CYCLES_PER_ETU = { 106: 128, 212: 64, 424: 32, 848: 16 } as const satisfies Record<BitRate, number>;

/** A byte and its parity bit, type A (ISO/IEC 14443-3, 6.2.3.2). */
const ETU_PER_BYTE = 9;

/** Start and end of a standard frame (ISO/IEC 14443-3, 6.2.3.2). */
const ETU_PER_FRAME = 2;

/** Least delay between frames of opposite direction (ISO/IEC 14443-3, 6.2.1.1), about 86 microseconds. */
const FRAME_DELAY_CYCLES = 1172;

/** An R-block that acknowledges one block of a chain: PCB and CRC (ISO/IEC 14443-4, 7.1). */
const ACKNOWLEDGE_BYTES = 3;

/** PCB (1) and CRC (2) around the information of an I-block; no CID and no NAD. */
const BLOCK_OVERHEAD_BYTES = 3;

/** Information in one I-block at a frame size of 256 bytes, which both ends state (FSCI and FSDI 8). */
const BLOCK_INFORMATION_BYTES = 256 - BLOCK_OVERHEAD_BYTES;

/** One command and its response. Lengths are those of the whole APDUs, in bytes. */
export type Exchange = { readonly bitRate: BitRate; readonly commandBytes: number; readonly responseBytes: number };

/** Milliseconds on air, the delay before the next command included. */
export function airTimeMs({ bitRate, commandBytes, responseBytes }: Exchange): number {
  const command = chainCycles(commandBytes, bitRate);
  const response = chainCycles(responseBytes, bitRate);
  // One turn-around after the last block of either side; those inside a chain are counted with it.
  return ((command + response + 2 * FRAME_DELAY_CYCLES) / CARRIER_HZ) * 1000;
}

/** Carrier cycles of one APDU as a chain of I-blocks, each but the last answered by an acknowledgement. */
function chainCycles(apduBytes: number, bitRate: BitRate): number {
  const blocks = Math.max(1, Math.ceil(apduBytes / BLOCK_INFORMATION_BYTES));
  const information = frameCycles(0, bitRate) * blocks + byteCycles(apduBytes + blocks * BLOCK_OVERHEAD_BYTES, bitRate);
  const acknowledgements = (blocks - 1) * (frameCycles(ACKNOWLEDGE_BYTES, bitRate) + 2 * FRAME_DELAY_CYCLES);
  return information + acknowledgements;
}

function frameCycles(bytes: number, bitRate: BitRate): number {
  return ETU_PER_FRAME * CYCLES_PER_ETU[bitRate] + byteCycles(bytes, bitRate);
}

function byteCycles(bytes: number, bitRate: BitRate): number {
  return bytes * ETU_PER_BYTE * CYCLES_PER_ETU[bitRate];
}
