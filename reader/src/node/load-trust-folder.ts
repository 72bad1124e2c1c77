import { join } from 'node:path';
import type { Ed25519Engine } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { type OpenedTrust, openTrust, type TrustPins } from '@residence-permit/shared/trust-bundle';
import { type FileWriter, nodeFileWriter } from './file-writer.ts';
import { bytesOf, readPins, readTrustFolder, type TrustFolderFiles } from './trust-folder-files.ts';
import { encodeState, readState, type TrustState, writeState } from './trust-state-file.ts';

export type LoadTrustFolder = {
  readonly folder: string;
  readonly engine: Ed25519Engine;
  /** Now, in seconds since 1970. */
  readonly openedAt: number;
  /** `given`: an instant to judge at, not a reading of this machine's clock; it is neither held against it nor kept. */
  readonly instant?: 'read' | 'given';
  readonly writer?: FileWriter;
};

/**
 * Opens the trust folder of a verifier: `pins.json`, `root/*.cbor`, `root.cbor`, `bundle.cbor`, `status/*`, or the set that
 * the last update put under `sets/`. What was accepted is remembered in `floors.json`, with the pins of the newest root and
 * the clock, so that an older file is refused later; it is written only after every check has passed.
 * @throws PermitError STORE_FAILED, TRUST_UNSIGNED, TRUST_ROLLED_BACK, TRUST_TOO_LARGE, TRUST_ROOT_GAP, STATUS_DELTA_UNFIT
 * @throws DecodeError TRUST_MALFORMED, STATUS_MALFORMED, a CBOR code or COSE_*
 */
export async function loadTrustFolder(input: LoadTrustFolder): Promise<OpenedTrust> {
  const { folder, engine, openedAt } = input;
  const state = await readState(folder);
  const files = await readTrustFolder(filesOf(folder, state));
  const pinnedRoots = await pinsOf(folder, state);
  const instant = input.instant ?? 'read';
  const open = (taken: TrustFolderFiles) =>
    openTrust({ ...bytesOf(taken), pinnedRoots, floors: state.floors, engine, openedAt, instant });
  const opened = await open(files).catch(async (cause: unknown) => {
    // Deltas are only a short cut: where one does not fit, the full lists alone may do.
    if (files.deltas.length === 0) throw cause;
    return open({ ...files, deltas: [] }).catch(() => {
      throw cause;
    });
  });
  const next: TrustState = { ...state, floors: opened.floors, pins: opened.pins };
  // An update that came in between has remembered more than this: it stands.
  const isUntouched = encodeState(await readState(folder)) === encodeState(state);
  if (isUntouched && encodeState(next) !== encodeState(state)) {
    await writeState(folder, next, input.writer ?? nodeFileWriter);
  }
  return opened;
}

/** The folder with the files in use. */
export function filesOf(folder: string, { set }: TrustState): string {
  return set === undefined ? folder : join(folder, 'sets', set);
}

/** The pins of the newest root that was accepted; before that, those that were installed by hand. */
export async function pinsOf(folder: string, { pins }: TrustState): Promise<TrustPins> {
  const installed = await readPins(join(folder, 'pins.json'));
  const found = pins ?? installed;
  if (found === undefined) throw new PermitError('STORE_FAILED', { detail: `${folder}: no pins.json` });
  return found;
}
