import {
  type ApduEntry,
  LoggedTransport,
  makeEvidence,
  replayTap,
  type Replay,
  type TapEvidence,
} from '@residence-permit/reader/evidence';
import { type Tap, tapCard, type VerifyCardOptions } from '@residence-permit/reader/verify';
import { portableSha256 } from '@residence-permit/shared/mdoc';
import { decodeCbor, encodeCbor, type CborKey, type CborValue } from '@residence-permit/shared/cbor';
import type { BuiltCard, Office } from '../builders/index.ts';
import { optionsFor } from '../e2e/tapping.ts';

/** A tap with what is kept of it, both ways. */
export type KeptTap = {
  readonly tap: Tap;
  readonly log: readonly ApduEntry[];
  readonly redacted: TapEvidence;
  readonly full: TapEvidence;
  replay(evidence: TapEvidence): Replay;
};

/** Taps a card as `permit-reader verify --record` does, in this process. */
export async function keepTap(
  office: Office,
  card: Pick<BuiltCard, 'can' | 'transport'>,
  purposeId: string,
  changes: Partial<VerifyCardOptions> = {},
): Promise<KeptTap> {
  const options = await optionsFor(office, card, purposeId, changes);
  const transport = new LoggedTransport(options.transport, options.metering);
  const tap = await tapCard({ ...options, transport });
  const { mapping = 'cam', curve = 'P-256', password, trust, engine } = options;
  const maker = { software: 'test 1', terminal: 'ZZTEST00001', passwordKind: password.kind, mapping, curve };
  const making = { tap, maker, trustFiles: new Map([['root.cbor', Uint8Array.of(1, 2, 3)]]), log: transport.entries };
  return {
    tap,
    log: transport.entries,
    redacted: makeEvidence({ ...making, keeps: 'redacted' }),
    full: makeEvidence({ ...making, keeps: 'full' }),
    replay: (evidence) => replayTap({ evidence, trust, engine }),
  };
}

/** The evidence file with its content changed and its check sum made right again, as somebody would who forges one. */
export function resealed(fileBytes: Uint8Array, change: (members: Map<CborKey, CborValue>) => void): Uint8Array {
  const limits = { maxBytes: fileBytes.length, maxDepth: 8, tags: [] };
  const outer = decodeCbor(fileBytes, limits);
  const content = Array.isArray(outer) && outer[0] instanceof Uint8Array ? decodeCbor(outer[0], limits) : undefined;
  if (!(content instanceof Map)) throw new TypeError('evidence: want a map');
  const members = new Map(content);
  change(members);
  const bytes = encodeCbor(members);
  return encodeCbor([bytes, portableSha256(bytes)]);
}
