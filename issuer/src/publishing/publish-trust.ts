import { deflateSync } from 'node:zlib';
import { encodeStatusListToken, type NumberedList } from '@residence-permit/shared/status-list';
import type { Ed25519Engine } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { NO_FLOORS, openTrust, signTrustBundle, type TrustPins } from '@residence-permit/shared/trust-bundle';
import type { Authority } from '../authority/index.ts';
import type { Clock } from '../ports/index.ts';
import { bundleOf, type Catalogue } from './bundle-of.ts';
import { makeDeltas } from './make-deltas.ts';
import { NO_PREVIOUS_LISTS, type PreviousLists, type PublishedDelta } from './previous-lists.ts';
import type { TakeStandings } from './standing-source.ts';

const DAY = 86_400;
/** Verifiers must meet a new bundle and new lists within these days. Card profile 1 §6: "within days". */
export const BUNDLE_LIFE_DAYS = 7;
export const STATUS_LIFE_DAYS = 7;

/** Everything that verifiers fetch. */
export type TrustFiles = {
  /** What a verifier starts from: the offline keys, by hand or with its installation. */
  readonly pins: TrustPins;
  readonly rootBytes: Uint8Array;
  /** The root files before it, oldest first: a verifier that slept through rotations follows them. */
  readonly earlierRoots: readonly Uint8Array[];
  readonly bundleBytes: Uint8Array;
  readonly statusTokens: readonly { readonly uri: string; readonly bytes: Uint8Array }[];
  /** What changed in the lists since they were published before, and before that. */
  readonly statusDeltas: readonly PublishedDelta[];
};

/**
 * Signs the status lists and the bundle anew, each with the next number of its sequence. The numbers are taken
 * first: a crash in between skips one, and none is ever used twice. The set is opened as a verifier would open it
 * before it is let go.
 * @throws PermitError STORE_FAILED, SIGNER_FAILED
 */
export function makePublishTrust(deps: {
  readonly takeStandings: TakeStandings;
  readonly authority: Authority;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly engine: Ed25519Engine;
  /** What was published before at these addresses; absent: no deltas are made. */
  readonly readPrevious?: (uris: readonly string[]) => Promise<PreviousLists>;
}) {
  const { authority } = deps;
  return async (): Promise<TrustFiles> => {
    const { sequences, revokedTerminals, withdrawnGrants, uris, list: listAt } = await deps.takeStandings();
    const now = deps.clock();
    const previous = (await deps.readPrevious?.(uris)) ?? NO_PREVIOUS_LISTS;
    const statusTokens: { uri: string; bytes: Uint8Array }[] = [];
    const statusDeltas: PublishedDelta[] = [];
    for (const uri of uris) {
      const list = listAt(uri);
      const dated = { uri, list, seq: sequences.status, issuedAt: now, expiresAt: now + STATUS_LIFE_DAYS * DAY };
      const bytes = await signList(authority, dated);
      statusTokens.push({ uri, bytes });
      const next = { ...dated, fullBytes: bytes.length };
      statusDeltas.push(...(await makeDeltas(next, previous, authority.statusKey)));
    }
    const bundle = bundleOf(authority, deps.catalogue, {
      seq: sequences.bundle,
      issuedAt: now,
      expiresAt: now + BUNDLE_LIFE_DAYS * DAY,
      rootVersion: authority.rootFile.version,
      revokedTerminals,
      withdrawnGrants,
      statusSeq: new Map(uris.map((uri) => [uri, sequences.status])),
    });
    const files: TrustFiles = {
      pins: {
        threshold: authority.bundleRoots.threshold,
        keys: authority.bundleRoots.keys.map((key) => key.publicKey),
      },
      rootBytes: authority.rootFile.bytes,
      earlierRoots: authority.earlierRoots,
      bundleBytes: await signTrustBundle(bundle, authority.bundleKey),
      statusTokens,
      statusDeltas,
    };
    await checkOpens(files, deps.engine, now);
    return files;
  };
}

/** @throws PermitError SIGNER_FAILED */
async function checkOpens(files: TrustFiles, engine: Ed25519Engine, now: number): Promise<void> {
  try {
    await openTrust({
      pinnedRoots: files.pins,
      rootBytes: files.rootBytes,
      bundleBytes: files.bundleBytes,
      statusTokens: files.statusTokens.map(({ bytes }) => bytes),
      floors: NO_FLOORS,
      engine,
      openedAt: now,
    });
  } catch (cause) {
    throw new PermitError('SIGNER_FAILED', { cause, detail: 'trust files' });
  }
}

function signList(
  authority: Authority,
  list: NumberedList & { readonly issuedAt: number; readonly expiresAt: number },
): Promise<Uint8Array> {
  return encodeStatusListToken({
    ...list,
    signer: authority.statusKey,
    deflate: (bytes) => new Uint8Array(deflateSync(bytes, { level: 9 })),
  });
}
