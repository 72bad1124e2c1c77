import { existsSync } from 'node:fs';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import type { RandomSource } from '../ports/index.ts';
import { decodePacket, encodePacket, type Packet } from './packet.ts';
import { openSealedPacket, sealPacket } from './seal-packet.ts';

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
