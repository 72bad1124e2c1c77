/**
 * What a chip can spend time on. A closed list: the time model gives each a figure, so a new member fails to compile
 * there. `size` is stated in the unit of the line. Operations on brainpoolP256r1, whose field is as long, are charged as
 * those on P-256: no published row has that curve.
 */
export type ChipOperation =
  /** A 128-bit AES key set up in the engine; once per key and channel. No size. */
  | 'aes-init'
  /** AES-128 in CBC mode, CMAC included. Size: 16-byte blocks. */
  | 'aes-block'
  /** SHA-1 or SHA-256. Size: 64-byte blocks, padding included. */
  | 'sha-block'
  /** An ephemeral or static P-256 key pair made on the chip. No size. */
  | 'ec-keygen'
  /** The Diffie-Hellman engine set up with a secret key. No size. */
  | 'ecdh-setup'
  /** One Diffie-Hellman agreement on P-256. No size. */
  | 'ecdh'
  /** One multiplication of a point that is not the standard base point, other than an agreement. No size. */
  | 'ec-point-mul'
  /** The addition of two points or of two numbers modulo the group order. No size. */
  | 'ec-add'
  /** The ECDSA engine set up with a public or secret key. No size. */
  | 'ecdsa-setup'
  /** One ECDSA signature over P-256, its hash not included. No size. */
  | 'ecdsa-sign'
  /** One ECDSA verification over P-256, its hash not included. No size. */
  | 'ecdsa-verify'
  /** Random bytes drawn. Size: bytes. */
  | 'random'
  /** One atomic commit to nonvolatile memory. Size: bytes changed. */
  | 'nonvolatile-write'
  /** A deliberate wait under waiting-time extension, such as after wrong card access numbers. Size: milliseconds. */
  | 'delay'
  /** Fixed work of dispatching one command. No size. */
  | 'command';

/** The chip tells this port what it does; a time model adds up, and nothing ever sleeps. */
export type CostMeter = { operation(name: ChipOperation, size?: number): void };

/** A meter that forgets everything. */
export const silentMeter: CostMeter = { operation: () => undefined };

/** 64-byte blocks that SHA-1 or SHA-256 compresses for a message of `bytes` (FIPS 180-4 §5.1.1). */
export function shaBlocks(bytes: number): number {
  return Math.floor((bytes + 9 + 63) / 64);
}

/** 16-byte blocks of a message that gets ISO/IEC 9797-1 padding method 2. */
export function aesBlocks(bytes: number): number {
  return Math.floor(bytes / 16) + 1;
}
