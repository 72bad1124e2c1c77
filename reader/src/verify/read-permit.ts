import { type CardTransport, type CommandApdu, PERMIT_AID, selectApplication } from '@residence-permit/shared/apdu';
import { CardError, DecodeError, PermitError } from '@residence-permit/shared/errors';
import type { KeyAgreement, PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import { decodeCertificateChain } from '@residence-permit/shared/records';
import type { Template } from '@residence-permit/shared/terminal-auth';
import {
  authenticateChip,
  fileReads,
  type OpenPace,
  openPace,
  type PaceSession,
  prepareTerminal,
  type RandomSource,
  readFile,
  selectPermit,
  terminalCommands,
  type TerminalCredential,
  withShortFallback,
} from '../session/index.ts';
import type { CamProof, CardReading, ChipAuthProof, Interruption } from './card-reading.ts';
import type { Circumstances } from './circumstances.ts';
import type { TerminalFinding } from './checks/check-terminal.ts';
import { judgeRecord, type RecordJudgement } from './judge-record.ts';
import type { VerifierEngine } from './verifier-engine.ts';

const DG_RECORD = 1;
/** The longest file of the card by far, at most 12 kB; card profile 1 §2. The others fit one answer, or nearly always do. */
const DG_PORTRAIT = 9;
const MAX_PORTRAIT_BYTES = 12_288;
const DG_SIGNER_CHAIN = 12;

/** What opens the card: the number printed on it, or the holder's PIN. */
export type TapPassword = { readonly kind: 'can' | 'pin'; readonly value: string };

export type ReadPermitInput = {
  readonly transport: CardTransport;
  readonly password: TapPassword;
  readonly mapping: PaceMapping;
  readonly curve: PaceCurve;
  readonly terminal: TerminalCredential | 'none';
  readonly finding: TerminalFinding;
  /** Data groups to ask for, besides DG1. */
  readonly groups: readonly number[];
  readonly random: RandomSource;
  readonly circumstances: Circumstances;
  readonly engine: VerifierEngine;
};

/** A reading, the judgement of its record, and the certificates of a signer that the bundle does not name. */
export type PermitRead = {
  readonly reading: CardReading;
  readonly record: RecordJudgement;
  readonly signerCertificates: readonly Uint8Array[];
};

/** What has been read so far; filled while the tap goes on, so that an interruption loses nothing. */
type Progress = {
  dg1Bytes?: Uint8Array;
  cam?: CamProof;
  chipAuth?: ChipAuthProof;
  record?: RecordJudgement;
  signerCertificates: readonly Uint8Array[];
  readonly files: Map<number, Uint8Array>;
};

/**
 * Reads a permit in the order of card profile 1 §4: DG1, its signature and the chip's proof first, and only then does the
 * terminal sign anything; after generic mapping the terminal signs for an authentic record, and the proof follows. Never throws for what a card or its reader does; the tap then ends with an interruption.
 */
export async function readPermit(input: ReadPermitInput): Promise<PermitRead> {
  let progress: Progress = { files: new Map(), signerCertificates: [] };
  let interruption: Interruption | undefined;
  try {
    await withShortFallback(input.transport, (transport) => {
      // A tap that begins anew keeps nothing of what was read before.
      progress = { files: new Map(), signerCertificates: [] };
      return converse({ ...input, transport }, progress);
    });
  } catch (cause) {
    interruption = interruptionOf(cause);
  }
  const reading: CardReading = {
    ...(progress.dg1Bytes === undefined ? {} : { dg1Bytes: progress.dg1Bytes }),
    ...(progress.cam === undefined ? {} : { cam: progress.cam }),
    ...(progress.chipAuth === undefined ? {} : { chipAuth: progress.chipAuth }),
    files: progress.files,
    terminal: input.finding.standing,
    ...(interruption === undefined ? {} : { interruption }),
  };
  const record = progress.record ?? judgeRecord(reading, input.circumstances);
  return { reading, record, signerCertificates: progress.signerCertificates };
}

async function converse(input: ReadPermitInput, progress: Progress): Promise<void> {
  const session = await openSession(input);
  try {
    await readThrough(session, input, progress);
  } finally {
    session.close();
  }
}

async function readThrough(session: PaceSession, input: ReadPermitInput, progress: Progress): Promise<void> {
  if (session.caIc !== undefined) progress.cam = { caIc: session.caIc, mappingPublicKey: session.chipMappingKey };
  await selectPermit(session);
  progress.dg1Bytes = await readFile(session, DG_RECORD);
  const terminal = input.finding.standing;
  progress.record = judgeRecord({ ...progress, terminal }, input.circumstances);
  const { authentic, mso } = progress.record;
  if (authentic.answer === 'unknown' && authentic.code === 'SIGNER_UNKNOWN') {
    progress.signerCertificates = await readSignerChain(session);
  }
  if (mso === undefined) return;
  const credential = input.finding.rights === undefined ? 'none' : input.terminal;
  if (session.mapping === 'gm' && credential !== 'none') {
    const { deviceKey } = mso;
    const outcome = await authenticateChip(session, { credential, deviceKey, ...engineOf(input) });
    progress.chipAuth = { staticPublicKey: deviceKey, outcome };
    progress.record = judgeRecord({ ...progress, terminal }, input.circumstances);
  }
  if (progress.record.chipGenuine.answer !== 'yes') return;
  const groups = inOrder(session, input.groups);
  const reads = groups.flatMap((dataGroup) => readsOf(session, dataGroup));
  if (session.mapping === 'cam' && credential !== 'none') await (await prepareTerminal(session, credential))(reads);
  else session.announce?.(reads.slice(1));
  for (const dataGroup of groups) {
    const fileBytes = await readReleased(session, dataGroup);
    if (fileBytes !== undefined) progress.files.set(dataGroup, fileBytes);
  }
}

/** Where commands go ahead, the portrait comes last: how many pieces it has shows only at its end, which ends the list. */
function inOrder(session: PaceSession, groups: readonly number[]): readonly number[] {
  if (session.announce === undefined) return groups;
  return [...groups].sort((a, b) => Number(a === DG_PORTRAIT) - Number(b === DG_PORTRAIT));
}

function readsOf(session: Pick<PaceSession, 'buffers' | 'announce'>, sfi: number): readonly CommandApdu[] {
  return fileReads(session, sfi === DG_PORTRAIT ? { sfi, maxBytes: MAX_PORTRAIT_BYTES } : { sfi });
}

function openSession(input: ReadPermitInput): Promise<PaceSession> {
  const { transport, password, mapping, curve, terminal, finding } = input;
  const isShown = mapping === 'cam' && finding.rights !== undefined && terminal !== 'none';
  const request: OpenPace = {
    transport,
    password,
    mapping,
    curve,
    ...engineOf(input),
    // Certificates are no secret; the terminal signs nothing before the record and the chip's proof were judged.
    ahead: (session) => [
      selectApplication(PERMIT_AID),
      ...readsOf(session, DG_RECORD),
      ...(isShown ? terminalCommands(terminal) : []),
    ],
  };
  if (input.finding.rights === undefined) return openPace(request);
  const template: Template = {
    role: 'terminal',
    read: input.groups,
    write: [],
    count: false,
    canAllowed: password.kind === 'can',
    pinManagement: false,
  };
  return openPace({ ...request, template });
}

/** Randomness and arithmetic, as the protocols take them. */
function engineOf({ random, engine }: ReadPermitInput): {
  readonly random: RandomSource;
  readonly agreement?: KeyAgreement;
} {
  return engine.agreement === undefined ? { random } : { random, agreement: engine.agreement };
}

/** The content of a data group, or nothing when the card refuses it; the channel lives on after a refusal. */
async function readReleased(session: PaceSession, dataGroup: number): Promise<Uint8Array | undefined> {
  try {
    return await readFile(session, dataGroup);
  } catch (error) {
    if (error instanceof CardError && error.code === 'CARD_STATUS') return undefined;
    throw error;
  }
}

/** DG12: a hint for whoever asks why the signer is unknown. Nothing of this tap rests on it. */
async function readSignerChain(session: PaceSession): Promise<readonly Uint8Array[]> {
  const fileBytes = await readReleased(session, DG_SIGNER_CHAIN);
  if (fileBytes === undefined) return [];
  try {
    return decodeCertificateChain(fileBytes);
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}

/** The code of what was thrown. What is not of this product's making is UNEXPECTED, which is never taken for a yes. */
export function interruptionOf(cause: unknown): Interruption {
  if (!(cause instanceof PermitError)) return { code: 'UNEXPECTED', cause };
  const sw = cause instanceof CardError ? cause.sw : undefined;
  return sw === undefined ? { code: cause.code, cause } : { code: cause.code, sw, cause };
}
