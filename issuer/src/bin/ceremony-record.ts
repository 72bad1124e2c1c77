import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { type Authority, describeLocation, locationOf } from '../authority/index.ts';
import {
  closeTranscript,
  type KeyCeremonyPlan,
  lastingFilesOf,
  printTranscript,
  publicKeysOf,
  sha256Hex,
  type ShareRecord,
  type Transcript,
} from '../ceremony/index.ts';
import { writeFileWhole } from '../files/index.ts';
import type { Clock } from '../ports/index.ts';
import { type CommandOutput, writeResult } from './command-output.ts';
import { EXIT } from './exit-status.ts';

/** The steps of a ceremony as they are done. */
export type Steps = { readonly announce: (did: string) => void; readonly done: Transcript['steps'] };

/** Shows each step in the room when it is done, and keeps it for the transcript. */
export function makeSteps(clock: Clock, dryRun: boolean): Steps {
  const done: { at: string; did: string }[] = [];
  const announce = (did: string) => {
    done.push({ at: instantOf(clock()), did });
    process.stderr.write(`${dryRun ? 'DRY RUN ' : ''}[${done.length}] ${did}\n`);
  };
  return { announce, done };
}

/** The transcript of what was done. */
export function transcriptOf(parts: {
  readonly title: string;
  readonly ceremony: string;
  readonly authority: Authority;
  readonly plan: KeyCeremonyPlan;
  readonly shares: readonly ShareRecord[];
  readonly begun: number;
  readonly clock: Clock;
  readonly dryRun: boolean;
  readonly steps: Steps;
}): Transcript {
  const { plan, authority, dryRun } = parts;
  const keptOf = (key: object) => {
    const location = locationOf(key);
    return location === undefined ? 'memory' : describeLocation(location);
  };
  return closeTranscript({
    format: 'residence-permit transcript, version 1',
    dryRun,
    title: parts.title,
    ceremony: parts.ceremony,
    authority: authority.name,
    place: plan.place,
    begun: instantOf(parts.begun),
    ended: instantOf(parts.clock()),
    software: { version: '0.1.0', commit: commitOf(), node: process.version },
    participants: [
      ...plan.officers,
      ...plan.custodians.map(({ name }) => ({ role: 'custodian', name })),
      ...plan.witnesses.map((name) => ({ role: 'witness', name })),
    ],
    threshold: authority.bundleRoots.threshold,
    custodians: authority.bundleRoots.keys.length,
    steps: [...parts.steps.done],
    publicKeys: publicKeysOf(authority, keptOf),
    shares: [...parts.shares],
    files: lastingFilesOf(authority).map(([path, bytes]) => ({ path, sha256: sha256Hex(bytes) })),
  });
}

/** Writes the transcript for the printer and for programs; a dry run shows it only. */
export async function deliver(
  output: CommandOutput,
  transcript: Transcript,
  folder: string | undefined,
): Promise<number> {
  const text = printTranscript(transcript);
  if (folder !== undefined) {
    const [json = '', printed = ''] = transcriptPaths(folder);
    await writeFileWhole(json, `${JSON.stringify(transcript, undefined, 2)}\n`, 'everybody');
    await writeFileWhole(printed, text, 'everybody');
  }
  writeResult(output, transcript, [text]);
  return EXIT.DONE;
}

/** Where a transcript goes: for programs, and for the printer. */
export function transcriptPaths(folder: string): readonly string[] {
  return [join(folder, 'transcript.json'), join(folder, 'transcript.txt')];
}

/** Nothing of an earlier ceremony is overwritten. @throws PermitError STORE_CONFLICT */
export function refuseExisting(paths: readonly string[]): void {
  const found = paths.find((path) => existsSync(path));
  if (found !== undefined) throw new PermitError('STORE_CONFLICT', { detail: `${found} exists` });
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** The commit that this build was made from, where it runs from a checkout. */
function commitOf(): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}
