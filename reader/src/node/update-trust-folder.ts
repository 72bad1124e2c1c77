import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import type { Ed25519Engine } from '@residence-permit/shared/cose';
import { type Code, PermitError } from '@residence-permit/shared/errors';
import { type OpenedTrust, openTrust, type Trust, type TrustPins } from '@residence-permit/shared/trust-bundle';
import { type FileWriter, nodeFileWriter, replaceFile, writeFolder } from './file-writer.ts';
import { filesOf } from './load-trust-folder.ts';
import { listBounded } from './read-bounded.ts';
import {
  areDeltasWithin,
  bytesOf,
  type NamedFile,
  readPins,
  readTrustFolder,
  statusFileStem,
  type TrustFolderFiles,
} from './trust-folder-files.ts';
import { encodeState, readState, type TrustState, writeState } from './trust-state-file.ts';

/** Deltas after which the full lists are taken, where they are there: each is opened at every start. */
const MAX_KEPT_DELTAS = 128;
/** How often an update begins anew because another process finished one meanwhile. */
const MAX_TRIES = 3;

export type UpdateTrustFolder = {
  /** Trust folder of the verifier. */
  readonly folder: string;
  /** Where the office's files are: a USB stick, a download. It is only read. */
  readonly from: string;
  /** Pins for the first time, from the authority by another way than the files themselves; for later times absent. */
  readonly installPins?: TrustPins;
  readonly engine: Ed25519Engine;
  readonly openedAt: number;
  readonly instant?: 'read' | 'given';
  readonly writer?: FileWriter;
};

export type TrustUpdate = {
  readonly kind: 'updated' | 'unchanged';
  /** What was in use; absent the first time. */
  readonly before?: Trust;
  readonly after: Trust;
  /** How the status lists were brought up to date. */
  readonly lists: 'full' | 'by-deltas';
  /** Why deltas that were there were not used. */
  readonly deltasRefused?: Code;
};

type Candidate = {
  readonly files: TrustFolderFiles;
  readonly opened: OpenedTrust;
  readonly lists: TrustUpdate['lists'];
};

/**
 * Takes the office's files into a trust folder. Everything is verified before anything is stored; then the new set is
 * written beside the old one and one file is replaced, which is the commit: a cut at any write leaves the old set or the
 * new one, whole. Files whose names mean nothing are not read. When another process finished an update meanwhile, the files
 * are held against what that one accepted before they are taken.
 * @throws PermitError TRUST_UNSIGNED, TRUST_ROLLED_BACK, TRUST_ROOT_GAP, TRUST_TOO_LARGE, TRUST_INCOMPLETE, STATUS_DELTA_UNFIT, STORE_FAILED,
 * STORE_CONFLICT, SETTING_BAD without pins; nothing has changed then
 * @throws DecodeError TRUST_MALFORMED, STATUS_MALFORMED, a CBOR code or COSE_*
 */
export async function updateTrustFolder(input: UpdateTrustFolder): Promise<TrustUpdate> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const update = await tryUpdate(input);
    if (update !== 'overtaken') return update;
  }
  throw new PermitError('STORE_CONFLICT', { detail: `${input.folder}: other updates keep coming in between` });
}

async function tryUpdate(input: UpdateTrustFolder): Promise<TrustUpdate | 'overtaken'> {
  const { folder, engine, openedAt, instant = 'read', writer = nodeFileWriter } = input;
  // Listed before anything else: what comes later belongs to an update that may yet be taken.
  const leftovers = await listLeftovers(folder);
  const state = await readState(folder);
  const installed = state.pins ?? (await readPins(join(folder, 'pins.json')));
  const pinnedRoots = installed ?? input.installPins;
  if (pinnedRoots === undefined) throw new PermitError('SETTING_BAD', { detail: `${folder}: no pins; --pins` });
  const incoming = await readTrustFolder(input.from);
  const held = await readHeld(folder, state);
  const open = (files: TrustFolderFiles) =>
    openTrust({ ...bytesOf(files), pinnedRoots, floors: state.floors, engine, openedAt, instant });
  const { candidate, deltasRefused } = await choose(incoming, held, open);
  const { opened, lists } = candidate;
  const [missing] = opened.missingLists;
  if (missing !== undefined) throw new PermitError('TRUST_INCOMPLETE', { detail: missing });
  const before = held === undefined ? undefined : (await open(held).catch(() => undefined))?.trust;
  const report = {
    after: opened.trust,
    lists,
    ...(before === undefined ? {} : { before }),
    ...(deltasRefused === undefined ? {} : { deltasRefused }),
  };
  if (before !== undefined && isSame(before, opened.trust)) return { kind: 'unchanged', ...report };
  const set = `${opened.trust.bundleSeq}-${randomUUID()}`;
  try {
    await writeFolder(join(folder, 'sets', set), keptFiles(candidate), writer);
  } catch (cause) {
    // The update that overtook this one may have tidied away what was being written.
    if ((await clockMeanwhile(folder, state)) === 'overtaken') return 'overtaken';
    throw cause;
  }
  if (installed === undefined) await replaceFile(join(folder, 'pins.json'), encodePins(pinnedRoots), writer);
  const clock = await clockMeanwhile(folder, state);
  if (clock === 'overtaken') {
    await writer.remove(join(folder, 'sets', set)).catch(() => undefined);
    return clock;
  }
  const floors = { ...opened.floors, clock: Math.max(opened.floors.clock, clock) };
  await writeState(folder, { floors, pins: opened.pins, set }, writer);
  const old = leftovers.filter((path) => state.set === undefined || path !== join(folder, 'sets', state.set));
  for (const path of old) await writer.remove(path).catch(() => undefined);
  return { kind: 'updated', ...report };
}

/** The clock that is remembered by now, for taps raise it; or that something else was accepted since `state` was read. */
async function clockMeanwhile(folder: string, state: TrustState): Promise<number | 'overtaken'> {
  const now = await readState(folder);
  const { clock } = now.floors;
  const sameButClock: TrustState = { ...state, floors: { ...state.floors, clock } };
  return encodeState(now) === encodeState(sameButClock) ? clock : 'overtaken';
}

/** The set in use, or none before the first update, or when it is damaged: then the new one has to stand alone. */
async function readHeld(folder: string, state: TrustState): Promise<TrustFolderFiles | undefined> {
  return readTrustFolder(filesOf(folder, state)).catch(() => undefined);
}

/** Full lists where they are newer than what deltas lead to, or where deltas do not fit; else the held lists and deltas. */
async function choose(
  incoming: TrustFolderFiles,
  held: TrustFolderFiles | undefined,
  open: (files: TrustFolderFiles) => Promise<OpenedTrust>,
): Promise<{ readonly candidate: Candidate; readonly deltasRefused?: Code }> {
  const full = async (): Promise<Candidate> => {
    const kept = (held?.lists ?? []).filter(({ name }) => incoming.lists.every((list) => list.name !== name));
    const alone: TrustFolderFiles = { ...incoming, deltas: [] };
    const taken = async (files: TrustFolderFiles): Promise<Candidate> => ({
      files,
      opened: await open(files),
      lists: 'full',
    });
    if (kept.length === 0) return taken(alone);
    return taken({ ...alone, lists: [...incoming.lists, ...kept] }).catch((cause: unknown) =>
      // A list that was held may be damaged, or of a key that is no longer one: then the new ones have to do alone.
      taken(alone).catch(() => {
        throw cause;
      }),
    );
  };
  if (held === undefined || incoming.deltas.length === 0) return { candidate: await full() };
  if (held.deltas.length >= MAX_KEPT_DELTAS && incoming.lists.length > 0) return { candidate: await full() };
  const added = incoming.lists.filter(({ name }) => held.lists.every((list) => list.name !== name));
  const known = new Set(held.deltas.map(({ name }) => name));
  const deltas = [...held.deltas, ...incoming.deltas.filter(({ name }) => !known.has(name))];
  if (!areDeltasWithin(deltas)) return { candidate: await full() };
  const files = { ...incoming, lists: [...held.lists, ...added], deltas };
  let byDeltas: Candidate;
  try {
    byDeltas = { files, opened: await open(files), lists: 'by-deltas' };
  } catch (cause) {
    if (incoming.lists.length === 0) throw cause;
    return { candidate: await full(), deltasRefused: 'STATUS_DELTA_UNFIT' };
  }
  const candidate = await full().catch(() => byDeltas);
  return { candidate: isNewer(candidate.opened.trust, byDeltas.opened.trust) ? candidate : byDeltas };
}

/** Whether some list of `a` has a higher number than in `b`. */
function isNewer(a: Trust, b: Trust): boolean {
  return a.statusLists.some(({ uri, seq }) => seq > (b.findStatusList(uri)?.seq ?? -1));
}

function isSame(before: Trust, after: Trust): boolean {
  return (
    before.rootVersion === after.rootVersion &&
    before.bundleSeq === after.bundleSeq &&
    !isNewer(after, before) &&
    !isNewer(before, after)
  );
}

/** The newest root opens under its own keys, so those before it need not be kept; nor do lists that the bundle dropped. */
function keptFiles({ files, opened }: Candidate): readonly NamedFile[] {
  const stems = opened.trust.statusLists.map(({ uri }) => statusFileStem(uri));
  const isNamed = ({ name }: NamedFile) => stems.some((stem) => name.startsWith(`status/${stem}`));
  return [files.root, files.bundle, ...files.lists.filter(isNamed), ...files.deltas.filter(isNamed)];
}

/**
 * Every set, and what a cut left behind. Once an update is taken all of it goes but the set before, which stays for a process
 * that is just reading it. What cannot be removed then is removed next time.
 */
async function listLeftovers(folder: string): Promise<readonly string[]> {
  const sets = (await listBounded(join(folder, 'sets')).catch(() => [])).map((name) => join(folder, 'sets', name));
  const drafts = (await listBounded(folder).catch(() => [])).filter((name) =>
    /^(floors|pins)\.json\..+\.draft$/.test(name),
  );
  return [...sets, ...drafts.map((name) => join(folder, name))];
}

function encodePins({ threshold, keys }: TrustPins): string {
  return `${JSON.stringify({ threshold, keys: keys.map(toHex) }, undefined, 2)}\n`;
}
