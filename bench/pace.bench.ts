import { buildPeer } from '@residence-permit/test/peers/libeac/build-peer';
import { PeerProcess } from '@residence-permit/test/peers/libeac/peer-process';
import { type RunReport, runPeerChip, runPeerTerminal, type Runs } from '@residence-permit/test/peers/libeac/peer-runs';
import type { Section } from './figures.ts';

const RUNS = 1000;
const WRONG_RUNS = 100;
const EXTENDED_RUNS = 100;

/** What one direction gave: PACE with a right password, with a wrong one, and with both authentications after it. */
type Direction = { readonly pace: RunReport; readonly wrong: RunReport; readonly extended: RunReport };

/**
 * PACE by generic mapping against libeac in both directions, half of the runs over each curve: its terminal at our card, our
 * terminal at its card. Each run has a fresh password and reads a file in the channel.
 */
export async function measurePace(): Promise<Section> {
  const terminal = await measureDirection('terminal', runPeerTerminal);
  const chip = await measureDirection('chip', runPeerChip);
  const both = [terminal, chip];
  const failed = (report: (of: Direction) => RunReport): number =>
    both.reduce((sum, direction) => sum + report(direction).failures.length, 0);
  return {
    figures: {
      'pace.runs': Math.min(...both.map(({ pace }) => pace.runs)),
      'pace.failed': failed(({ pace }) => pace),
      'pace.peerTerminalMs': terminal.pace.medianMs,
      'pace.peerChipMs': chip.pace.medianMs,
      'pace.wrongPasswords': both.reduce((sum, { wrong }) => sum + wrong.runs, 0),
      'pace.wrongAccepted': failed(({ wrong }) => wrong),
      'pace.extendedRuns': Math.min(...both.map(({ extended }) => extended.runs)),
      'pace.extendedFailed': failed(({ extended }) => extended),
    },
    remarks: [
      `${RUNS} runs each way with libeac, half over P-256, half over brainpoolP256r1; the smaller number of runs and the sum of failures are shown`,
      'ms: median of one whole run, both ends and the pipe between them, the making of card and keys included',
      `wrong passwords are counted apart; extended: terminal and chip authentication, then a file under the new keys, ${EXTENDED_RUNS} runs each way`,
      ...both.flatMap(({ pace, wrong, extended }) =>
        [pace, wrong, extended].flatMap(({ failures }) => failures.slice(0, 5)),
      ),
    ],
  };
}

async function measureDirection(
  role: 'terminal' | 'chip',
  run: (runs: Runs) => Promise<RunReport>,
): Promise<Direction> {
  const built = await buildPeer(role);
  const peer = new PeerProcess(built.program);
  try {
    return {
      pace: await run({ peer, runs: RUNS, password: 'right', depth: 'pace' }),
      wrong: await run({ peer, runs: WRONG_RUNS, password: 'wrong', depth: 'pace' }),
      extended: await run({ peer, runs: EXTENDED_RUNS, password: 'right', depth: 'extended-access' }),
    };
  } finally {
    await peer.close();
    await built.dispose();
  }
}
