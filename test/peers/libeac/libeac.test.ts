import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPeer, buildPeer } from './build-peer.ts';
import { PeerProcess } from './peer-process.ts';
import { runPeerChip, runPeerTerminal } from './peer-runs.ts';

/** Runs of PACE with a right password, half of them over each curve; the figure of the issue. */
const RUNS = 1000;
const WRONG_RUNS = 40;
const EXTENDED_RUNS = 200;
/** About a minute for all on two quiet cores; the bound is for machines that have other work. */
const TIMEOUT_MS = 900_000;

describe.each([
  ['a terminal of libeac at our card', 'terminal', runPeerTerminal],
  ['our terminal at a card of libeac', 'chip', runPeerChip],
] as const)('%s', { timeout: TIMEOUT_MS }, (_name, role, run) => {
  let built: BuiltPeer;
  let peer: PeerProcess;
  beforeAll(async () => {
    built = await buildPeer(role);
    peer = new PeerProcess(built.program);
  });
  afterAll(async () => {
    await peer.close();
    await built.dispose();
  });

  it(`runs PACE and reads a file ${RUNS} times, over both curves, and never fails`, async () => {
    const { runs, failures } = await run({ peer, runs: RUNS, password: 'right', depth: 'pace' });
    expect(failures).toEqual([]);
    expect(runs).toBe(RUNS);
  });

  it('refuses every wrong password', async () => {
    const { failures } = await run({ peer, runs: WRONG_RUNS, password: 'wrong', depth: 'pace' });
    expect(failures).toEqual([]);
  });

  it('goes on to terminal authentication, chip authentication and a file under the new keys', async () => {
    const { failures } = await run({ peer, runs: EXTENDED_RUNS, password: 'right', depth: 'extended-access' });
    expect(failures).toEqual([]);
  });

  it('knows a copy: chip authentication with another static key than that of the record', async () => {
    const { failures } = await run({ peer, runs: 4, password: 'right', depth: 'copied-chip' });
    expect(failures).toEqual([]);
  });
});
