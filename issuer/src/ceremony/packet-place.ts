import { existsSync } from 'node:fs';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import type { Token } from '../keys/index.ts';
import type { RandomSource } from '../ports/index.ts';
import { decodePacket, encodePacket, type Packet } from './packet.ts';
import { openSealedPacket, sealPacket } from './seal-packet.ts';
import { wipe } from './wipe.ts';

/** Where one custodian keeps a packet. */
export type PacketPlace = {
  readonly description: string;
  /** @throws PermitError STORE_CONFLICT when something is kept there already */
  write(packet: Packet): Promise<void>;
  /** @throws PermitError SHARE_DAMAGED, PASSPHRASE_WRONG, STORE_FAILED */
  read(): Promise<Packet>;
};

/** A file of mode 0600 under the custodian's passphrase, which is asked for at each call. */
export function sealedFilePlace(options: {
  readonly path: string;
  readonly name: string;
  readonly passphrase: () => Promise<string>;
  readonly random: RandomSource;
}): PacketPlace {
  const { path, name, random } = options;
  return {
    description: path,
    async write(packet) {
      if (existsSync(path)) throw new PermitError('STORE_CONFLICT', { detail: `${path} exists` });
      await writeFileWhole(
        path,
        await sealPacket(packet, { name, passphrase: await options.passphrase(), random }),
        'owner',
      );
    },
    read: async () => openSealedPacket(await readFileWhole(path), await options.passphrase()),
  };
}

/**
 * The custodian's own PKCS#11 token: a private data object, which the token gives out after the custodian's PIN alone.
 * @param options.label CKA_LABEL of the object; one token can keep the packets of several ceremonies
 */
export function tokenPlace(options: {
  readonly description: string;
  readonly label: string;
  readonly openToken: () => Promise<Token>;
}): PacketPlace {
  const { description, label } = options;
  return {
    description,
    async write(packet) {
      const bytes = encodePacket(packet);
      try {
        await (await options.openToken()).writeData(label, bytes);
      } finally {
        wipe(bytes);
      }
    },
    async read() {
      const bytes = await (await options.openToken()).readData(label);
      try {
        return decodePacket(bytes);
      } finally {
        wipe(bytes);
      }
    },
  };
}

/** Stands for a custodian's place in a dry run: nothing leaves memory. */
export function memoryPlace(description: string): PacketPlace {
  let kept: Uint8Array | undefined;
  return {
    description,
    write(packet) {
      kept = encodePacket(packet);
      return Promise.resolve();
    },
    read() {
      if (kept === undefined) throw new PermitError('STORE_FAILED', { detail: `nothing at ${description}` });
      return Promise.resolve(decodePacket(kept));
    },
  };
}
