import { createHash } from 'node:crypto';
import { encodeUtf8, fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import type { RandomSource } from '../ports/index.ts';
import { decodePacket, encodePacket, type Packet } from './packet.ts';
import { openPassphraseSeal, PASSPHRASE_SEAL, sealUnderPassphrase } from './passphrase-seal.ts';
import { shareIdOf } from './share.ts';
import { wipe } from './wipe.ts';

const FORMAT = 'residence-permit custodian packet, version 1';
const Hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const SealedSchema = z.strictObject({
  format: z.literal(FORMAT),
  ceremony: Hex,
  custodian: z.int(),
  name: z.string(),
  threshold: z.int(),
  custodians: z.int(),
  /** Key and id of each share, to compare with the transcript. */
  shares: z.array(z.strictObject({ key: z.string(), id: Hex })),
  seal: z.literal(PASSPHRASE_SEAL),
  sealed: Hex,
  /** SHA-256 over everything above: a damaged file is told from a wrong passphrase. */
  sha256: Hex,
});
type Sealed = z.infer<typeof SealedSchema>;

/**
 * Seals a packet under its custodian's passphrase: a JSON file that says openly which packet it is, and keeps the rest
 * under AES-256-GCM with all of that as associated data.
 */
export async function sealPacket(
  packet: Packet,
  options: { readonly name: string; readonly passphrase: string; readonly random: RandomSource },
): Promise<Uint8Array> {
  const head: Omit<Sealed, 'sealed' | 'sha256'> = {
    format: FORMAT,
    ceremony: toHex(packet.ceremony),
    custodian: packet.custodian,
    name: options.name,
    threshold: packet.threshold,
    custodians: packet.custodians,
    shares: packet.shares.map((share) => ({ key: share.key, id: shareIdOf(share) })),
    seal: PASSPHRASE_SEAL,
  };
  const plain = encodePacket(packet);
  const openly = encodeUtf8(JSON.stringify(head));
  const sealed = await sealUnderPassphrase({ plain, openly, ...options });
  wipe(plain);
  const body = { ...head, sealed: toHex(sealed) };
  return encodeUtf8(`${JSON.stringify({ ...body, sha256: digestOf(body) }, undefined, 2)}\n`);
}

/** @throws PermitError SHARE_DAMAGED, PASSPHRASE_WRONG */
export async function openSealedPacket(bytes: Uint8Array, passphrase: string): Promise<Packet> {
  const { sealed, sha256: _digest, ...head } = parseSealed(bytes);
  const openly = encodeUtf8(JSON.stringify(head));
  const name = `packet of ${head.name}`;
  const plain = await openPassphraseSeal({ sealed: fromHex(sealed), openly, passphrase, name });
  const packet = decodePacket(plain);
  wipe(plain);
  return packet;
}

/** What a sealed packet says openly. @throws PermitError SHARE_DAMAGED */
export function parseSealed(bytes: Uint8Array): Sealed {
  let sealed: Sealed;
  try {
    sealed = SealedSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new PermitError('SHARE_DAMAGED', { cause, detail: 'not a sealed packet' });
  }
  const { sha256, ...body } = sealed;
  if (digestOf(body) !== sha256) throw new PermitError('SHARE_DAMAGED', { detail: `packet of ${sealed.name}` });
  return sealed;
}

/** Zod gives the members back in the order of the schema, so both sides hash the same text. */
function digestOf(body: Omit<Sealed, 'sha256'>): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
