import { type CborValue, readMap } from '@residence-permit/shared/cbor';
import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import type { Answer, Answers, TapCost } from '../verify/index.ts';
import type { ApduEntry } from './apdu-log.ts';
import { MAX_LOGGED_APDUS } from './apdu-log.ts';
import { TAP_PHASES } from './apdu-names.ts';
import type { RecordedCircumstances, RecordedOutcome, TapEvidence, TapMaker, TrustFile } from './evidence.ts';
import { badEvidence, type Members, members, oneOf, readCode, tuple, uintOf } from './evidence-values.ts';
import { decodeReading, encodeReading } from './reading-content.ts';

const TYPE = 'residence-permit tap';
const VERSION = 1;
const VERDICTS = ['accepted', 'rejected', 'undecided'] as const;
const MAPPINGS = ['cam', 'gm'] as const satisfies readonly PaceMapping[];
const CURVES = ['P-256', 'brainpoolP256r1'] as const satisfies readonly PaceCurve[];
const ANSWERS = ['yes', 'no', 'unknown'] as const;
/** Names as a trust folder has them; nothing that leads out of one. */
const TRUST_PATH = /^([a-z]{1,16}\/)?[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64}){0,2}$/;

/** The content of an evidence file; CDDL in docs/evidence.md. */
export function encodeContent(evidence: TapEvidence): CborValue {
  const { maker, circumstances, outcome, cost } = evidence;
  const { terminal, software, passwordKind, mapping, curve } = maker;
  const { purpose, at, clockFloor, utcOffsetMinutes, staleness, trustFiles } = circumstances;
  return members([
    ['type', TYPE],
    ['version', VERSION],
    ['keeps', evidence.keeps],
    [
      'maker',
      members([
        ['software', software],
        ['terminal', terminal],
        ['password', passwordKind],
        ['mapping', mapping],
        ['curve', curve],
      ]),
    ],
    ['purpose', purpose],
    ['at', at],
    ['clockFloor', clockFloor],
    ['utcOffset', utcOffsetMinutes],
    ['staleness', [staleness.bundleSeconds, staleness.statusSeconds]],
    [
      'trust',
      trustFiles.map(({ path, sha256, bytes }) =>
        members([
          ['path', path],
          ['sha256', sha256],
          ['bytes', bytes],
        ]),
      ),
    ],
    ['reading', encodeReading(evidence.reading)],
    ['verdict', outcome.verdict],
    ['answers', members(ANSWER_IDS.map((id) => [id, encodeAnswer(outcome.answers[id])]))],
    ['reasons', outcome.reasons],
    ['withheld', outcome.withheld],
    ['cost', [cost.apdus, cost.bytes, Math.round(cost.hostMs * 1_000)]],
    ['log', evidence.log.map(encodeEntry)],
  ]);
}

function encodeAnswer(answer: Answer): CborValue {
  return answer.answer === 'yes' ? [answer.answer] : [answer.answer, answer.code];
}

function encodeEntry(entry: ApduEntry): CborValue {
  const { phase, name, secured, startUs, durationUs, sentBytes, receivedBytes, sw, code } = entry;
  return [phase, name, secured, startUs, durationUs, sentBytes, receivedBytes, sw ?? code ?? null];
}

/** @throws DecodeError EVIDENCE_BAD for whatever the definition does not allow */
export function decodeContent(value: CborValue): TapEvidence {
  const map = readMap(value, 'EVIDENCE_BAD');
  if (map.text('type') !== TYPE) throw badEvidence('type');
  if (map.uint('version') !== VERSION) throw badEvidence('version');
  const evidence: TapEvidence = {
    keeps: oneOf(map.text('keeps'), ['redacted', 'full'] as const),
    maker: decodeMaker(map.map('maker')),
    circumstances: decodeCircumstances(map),
    reading: decodeReading(map.map('reading')),
    outcome: decodeOutcome(map),
    cost: decodeCost(map.value('cost')),
    log: decodeLog(map.array('log')),
  };
  map.done();
  if (evidence.keeps === 'redacted' && evidence.reading.redacted === undefined) throw badEvidence('reading');
  return evidence;
}

function decodeMaker(map: Members): TapMaker {
  const maker: TapMaker = {
    software: map.text('software'),
    passwordKind: oneOf(map.text('password'), ['can', 'pin'] as const),
    mapping: oneOf(map.text('mapping'), MAPPINGS),
    curve: oneOf(map.text('curve'), CURVES),
    ...(map.has('terminal') ? { terminal: map.text('terminal') } : {}),
  };
  map.done();
  return maker;
}

function decodeCircumstances(map: Members): RecordedCircumstances {
  const utcOffsetMinutes = map.int('utcOffset');
  if (Math.abs(utcOffsetMinutes) > 14 * 60) throw badEvidence('utcOffset');
  const [bundleSeconds, statusSeconds] = tuple(map.value('staleness'), 2);
  const trustFiles = map.array('trust').map(decodeTrustFile);
  if (new Set(trustFiles.map(({ path }) => path)).size !== trustFiles.length) throw badEvidence('trust');
  return {
    purpose: map.text('purpose'),
    at: map.uint('at'),
    clockFloor: map.uint('clockFloor'),
    utcOffsetMinutes,
    staleness: { bundleSeconds: uintOf(bundleSeconds), statusSeconds: uintOf(statusSeconds) },
    trustFiles,
  };
}

function decodeTrustFile(value: CborValue): TrustFile {
  const map = readMap(value, 'EVIDENCE_BAD');
  const file: TrustFile = {
    path: map.text('path'),
    sha256: map.bytes('sha256', 32),
    ...(map.has('bytes') ? { bytes: map.bytes('bytes') } : {}),
  };
  map.done();
  if (!TRUST_PATH.test(file.path)) throw badEvidence('path');
  return file;
}

function decodeOutcome(map: Members): RecordedOutcome {
  const given = map.map('answers');
  const [authentic, current, inFunction, chipGenuine, entitled] = ANSWER_IDS.map((id) => decodeAnswer(given.value(id)));
  given.done();
  const answers = { authentic, current, inFunction, chipGenuine, entitled };
  return {
    verdict: oneOf(map.text('verdict'), VERDICTS),
    answers: wholeAnswers(answers),
    reasons: map.array('reasons').map(readCode),
    withheld: map.array('withheld').map(uintOf),
  };
}

function wholeAnswers(answers: { readonly [Id in keyof Answers]: Answer | undefined }): Answers {
  const { authentic, current, inFunction, chipGenuine, entitled } = answers;
  if (!authentic || !current || !inFunction || !chipGenuine || !entitled) throw badEvidence('answers');
  return { authentic, current, inFunction, chipGenuine, entitled };
}

function decodeAnswer(value: CborValue): Answer {
  if (!Array.isArray(value)) throw badEvidence('answer');
  const answer = oneOf(value[0] ?? null, ANSWERS);
  if (value.length !== (answer === 'yes' ? 1 : 2)) throw badEvidence('answer');
  return answer === 'yes' ? { answer } : { answer, code: readCode(value[1] ?? null) };
}

function decodeCost(value: CborValue): TapCost {
  const [apdus, bytes, hostUs] = tuple(value, 3);
  return { apdus: uintOf(apdus), bytes: uintOf(bytes), hostMs: uintOf(hostUs) / 1_000 };
}

function decodeLog(values: readonly CborValue[]): readonly ApduEntry[] {
  if (values.length > MAX_LOGGED_APDUS) throw badEvidence('log');
  return values.map((value) => {
    const [phase, name, secured, startUs, durationUs, sentBytes, receivedBytes, end] = tuple(value, 8);
    if (typeof name !== 'string' || typeof secured !== 'boolean') throw badEvidence('log');
    return {
      phase: oneOf(phase ?? null, TAP_PHASES),
      name,
      secured,
      startUs: uintOf(startUs),
      durationUs: uintOf(durationUs),
      sentBytes: uintOf(sentBytes),
      receivedBytes: uintOf(receivedBytes),
      ...(typeof end === 'number' ? { sw: uintOf(end) } : end === null ? {} : { code: readCode(end) }),
    };
  });
}
