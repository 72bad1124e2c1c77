import { randomBytes } from 'node:crypto';
import {
  activeCells,
  CLINIC_RIGHTS,
  CLINIC_TERMINAL,
  CVCA,
  NON_OFFICIAL_DV,
  testCard,
} from '@residence-permit/firmware-sim/testing';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { nodeEngine, nodeRandom } from '@residence-permit/reader/node';
import {
  authenticateChip,
  openPace,
  readFile,
  selectPermit,
  type TerminalCredential,
} from '@residence-permit/reader/session';
import { encodeCommand, EF_CARD_ACCESS, NE_SHORT_MAX, readBinary } from '@residence-permit/shared/apdu';
import { encodeUtf8, equalBytes, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { PaceCurve } from '@residence-permit/shared/pace';
import { encodeTemplateObject } from '@residence-permit/shared/terminal-auth';
import { P256Key } from '@residence-permit/issuer/authority';
import { placePeerCard } from './chip-peer.ts';
import type { PeerProcess } from './peer-process.ts';
import { type PeerRights, tapWithPeer } from './terminal-peer.ts';

/** What many runs gave: a line for each that did not end as it should, and the middle of their times. */
export type RunReport = { readonly runs: number; readonly failures: readonly string[]; readonly medianMs: number };

/**
 * `password`: right, or another than that of the card. `depth`: PACE and a file; or both authentications and DG2 as well; or
 * those with a chip that has another static key than its record says.
 */
export type Runs = {
  readonly peer: PeerProcess;
  readonly runs: number;
  readonly password: 'right' | 'wrong';
  readonly depth: 'pace' | 'extended-access' | 'copied-chip';
};

const CURVES: readonly PaceCurve[] = ['P-256', 'brainpoolP256r1'];
/** Bytes of the files that are read: within one protected response of each side. */
const FILE_BYTES = { least: 1, most: 1500 } as const;

/** One run: fresh password, files and randomness at both ends, the curves in turn. */
type Draw = {
  readonly curve: PaceCurve;
  readonly password: string;
  readonly entered: string;
  readonly file: Uint8Array;
};

const CLINIC_KEY = P256Key.fromScalar(CLINIC_TERMINAL.secret);

/** The clinic's certificates and key as our terminal takes them. */
const CREDENTIAL: TerminalCredential = {
  certificates: { dv: NON_OFFICIAL_DV.certificate, terminal: CLINIC_TERMINAL.certificate },
  sign: (message) => CLINIC_KEY.sign(message),
};

/** Steps at which the peer stops for a reason that some runs want. */
const ENDINGS: Readonly<Record<string, string>> = { token: 'refused', 'token-of-chip-authentication': 'copy' };

/** libeac's terminal taps cards of ours. */
export async function runPeerTerminal({ peer, runs, password, depth }: Runs): Promise<RunReport> {
  return repeat({ runs, password, depth }, async ({ curve, password: can, entered, file }) => {
    const files = new Map([1, 2].map((group) => [group, file]));
    const chip = testCard(activeCells({ can: encodeUtf8(can), files }), toHex(nodeRandom(16)));
    const ownKey = chip.cells().deviceKey?.publicPoint ?? new Uint8Array();
    const deviceKey = depth === 'copied-chip' ? P256Key.generate(nodeRandom).publicKey : ownKey;
    const card = inProcessTransport(chip.card);
    const rights = depth === 'pace' ? {} : { rights: clinicRights(deviceKey) };
    const outcome = await tapWithPeer(peer, { card, curve, password: entered, ...rights });
    if ('failed' in outcome) return ENDINGS[outcome.failed] ?? outcome.failed;
    return equalBytes(outcome.file, file) ? 'read' : 'another file';
  });
}

/** Our terminal taps cards that libeac plays. */
export async function runPeerChip({ peer, runs, password, depth }: Runs): Promise<RunReport> {
  const cardAccess = publishedCardAccess();
  return repeat({ runs, password, depth }, async ({ curve, password: can, entered, file }) => {
    const staticKey = P256Key.generate(nodeRandom);
    const { publicKey: deviceKey } = depth === 'copied-chip' ? P256Key.generate(nodeRandom) : staticKey;
    const authentication =
      depth === 'pace' ? {} : { authentication: { cvca: CVCA.certificate, staticKey: staticKey.exportPkcs8() } };
    const transport = placePeerCard(peer, { password: can, cardAccess, file, ...authentication });
    const template = depth === 'pace' ? {} : { template: CLINIC_RIGHTS };
    try {
      const session = await openPace({
        transport,
        password: { kind: 'can', value: entered },
        mapping: 'gm',
        curve,
        random: nodeRandom,
        ...(nodeEngine.agreement === undefined ? {} : { agreement: nodeEngine.agreement }),
        ...template,
      });
      await selectPermit(session);
      if (!equalBytes(await readFile(session, 1), file)) return 'another file';
      if (depth === 'pace') return 'read';
      const outcome = await authenticateChip(session, {
        credential: CREDENTIAL,
        deviceKey,
        random: nodeRandom,
      });
      if (outcome === 'copy') return outcome;
      return equalBytes(await readFile(session, 2), file) ? 'read' : 'another file';
    } catch (cause) {
      if (cause instanceof PermitError) return cause.code === 'PASSWORD_WRONG' ? 'refused' : cause.message;
      throw cause;
    }
  });
}

async function repeat(
  { runs, password, depth }: Omit<Runs, 'peer'>,
  once: (draw: Draw) => Promise<string>,
): Promise<RunReport> {
  const wanted = password === 'wrong' ? 'refused' : depth === 'copied-chip' ? 'copy' : 'read';
  const failures: string[] = [];
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const draw = drawRun(run, password);
    const start = performance.now();
    const ended = await once(draw);
    times.push(performance.now() - start);
    if (ended !== wanted) failures.push(`run ${run}, ${draw.curve}: ${ended}`);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { runs, failures, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}

function drawRun(run: number, password: Runs['password']): Draw {
  const number = randomBytes(4).readUInt32BE() % 1_000_000;
  const digits = (value: number): string => String(value % 1_000_000).padStart(6, '0');
  const span = FILE_BYTES.most - FILE_BYTES.least + 1;
  return {
    curve: CURVES[run % CURVES.length] ?? 'P-256',
    password: digits(number),
    entered: password === 'right' ? digits(number) : digits(number + 1),
    file: nodeRandom(FILE_BYTES.least + (randomBytes(2).readUInt16BE() % span)),
  };
}

/** EF.CardAccess as every card of ours publishes it. */
export function publishedCardAccess(): Uint8Array {
  const { card } = testCard(activeCells());
  const read = readBinary({ sfi: EF_CARD_ACCESS.sfi, offset: 0, ne: NE_SHORT_MAX });
  return card.transmit(encodeCommand(read)).slice(0, -2);
}

/** What a clinic of the test authority shows to a card with this static key. */
export function clinicRights(deviceKey: Uint8Array): PeerRights {
  return {
    template: encodeTemplateObject(CLINIC_RIGHTS),
    cvca: CVCA.certificate,
    dv: NON_OFFICIAL_DV.certificate,
    terminal: CLINIC_TERMINAL.certificate,
    pkcs8: CLINIC_KEY.exportPkcs8(),
    keyOf: () => deviceKey,
  };
}
