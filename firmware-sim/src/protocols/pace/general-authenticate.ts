import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import {
  agree,
  authToken,
  camData,
  decodePaceCommand,
  derivePublic,
  encodePaceResponse,
  encryptNonce,
  mapGenerator,
  PACE_OIDS,
  type PaceCommand,
  passwordKey,
  scalarFromRandom,
  sealCamData,
} from '@residence-permit/shared/pace';
import { deriveKeys } from '@residence-permit/shared/secure-messaging';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { ChipChannel } from '../secure-messaging/index.ts';
import type { PaceRun, PaceStep } from './pace-run.ts';
import {
  giveTriesBack,
  passwordOf,
  requireUsable,
  takeTry,
  waitBeforeNonce,
  wrongPasswordStatus,
} from './password-tries.ts';

const CLA_CHAINED = 0x10;
const NONCE_BYTES = 16;

/**
 * GENERAL AUTHENTICATE: one step of PACE. ICAO Doc 9303-11 §4.4, TR-03110-3 §B.1. Any fault ends the run; no error
 * carries a 7C object (TR-03110-3 §B.14.2).
 */
export function generalAuthenticate(chip: Chip, command: CommandApdu): ResponseApdu {
  const run = chip.session.pace ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.session.pace = undefined;
  if (command.p1 !== 0 || command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  const isLast = run.step.kind === 'token';
  if (isLast === ((command.cla & CLA_CHAINED) !== 0)) refuse(SW.LAST_COMMAND_OF_CHAIN_EXPECTED);
  return { data: answerStep(chip, run, decodePaceCommand(command.data)), sw: SW.OK };
}

function answerStep(chip: Chip, run: PaceRun, received: PaceCommand): Uint8Array {
  const { step } = run;
  if (step.kind === 'nonce' && received.kind === 'nonce') return sendNonce(chip, run);
  if (step.kind === 'mapping' && received.kind === 'mapping') return mapNonce(chip, run, step, received.point);
  if (step.kind === 'agreement' && received.kind === 'agreement') return agreeKeys(chip, run, step, received.point);
  if (step.kind === 'token' && received.kind === 'token') return finish(chip, run, step, received.token);
  return refuse(SW.WRONG_DATA);
}

function sendNonce(chip: Chip, run: PaceRun): Uint8Array {
  requireUsable(chip, run.password);
  waitBeforeNonce(chip, run.password);
  const key = passwordKey(passwordOf(chip, run.password));
  const nonce = drawn(chip, NONCE_BYTES);
  chip.meter.operation('sha-block', 1);
  chip.meter.operation('aes-init');
  chip.meter.operation('aes-block', 1);
  chip.session.pace = { ...run, step: { kind: 'mapping', nonce } };
  return encodePaceResponse({ kind: 'nonce', encryptedNonce: encryptNonce(key, nonce) });
}

function mapNonce(
  chip: Chip,
  run: PaceRun,
  step: PaceStep & { readonly kind: 'mapping' },
  terminalPoint: Uint8Array,
): Uint8Array {
  const mappingSecret = scalarFromRandom(run.curve, drawn(chip, 48));
  chip.meter.operation('ec-keygen');
  const chipPoint = derivePublic(run.curve, mappingSecret);
  requireDifferent(chipPoint, terminalPoint);
  chip.meter.operation('ecdh-setup');
  chip.meter.operation('ecdh');
  chip.meter.operation('ec-point-mul');
  chip.meter.operation('ec-add');
  const generator = mapGenerator({
    curve: run.curve,
    nonce: step.nonce,
    secretKey: mappingSecret,
    peerPoint: terminalPoint,
  });
  chip.session.pace = { ...run, step: { kind: 'agreement', generator, mappingSecret } };
  return encodePaceResponse({ kind: 'mapping', point: chipPoint });
}

function agreeKeys(
  chip: Chip,
  run: PaceRun,
  step: PaceStep & { readonly kind: 'agreement' },
  terminalEphemeral: Uint8Array,
): Uint8Array {
  const secret = scalarFromRandom(run.curve, drawn(chip, 48));
  chip.meter.operation('ec-keygen');
  const chipEphemeral = derivePublic(run.curve, secret, step.generator);
  requireDifferent(chipEphemeral, terminalEphemeral);
  chip.meter.operation('ecdh-setup');
  chip.meter.operation('ecdh');
  const keys = deriveKeys(agree(run.curve, secret, terminalEphemeral));
  chip.meter.operation('sha-block', 2);
  const { mappingSecret } = step;
  chip.session.pace = { ...run, step: { kind: 'token', keys, mappingSecret, chipEphemeral, terminalEphemeral } };
  return encodePaceResponse({ kind: 'agreement', point: chipEphemeral });
}

/** Checks the terminal's token; from here on only secure messaging. Commits twice: one try less before, and back after. */
function finish(chip: Chip, run: PaceRun, step: PaceStep & { readonly kind: 'token' }, token: Uint8Array): Uint8Array {
  const { session } = chip;
  const oid = PACE_OIDS[run.mapping];
  takeTry(chip, run.password);
  const channel = new ChipChannel(step.keys, chip.meter);
  // One CMAC over 7F49 {06, 86}: 6 blocks. ICAO Doc 9303-11 §4.4.3.4
  chip.meter.operation('aes-block', 6);
  chip.meter.operation('aes-block', 6);
  if (!equalBytes(authToken(step.keys.mac, oid, step.chipEphemeral), token)) {
    refuse(wrongPasswordStatus(chip, run.password));
  }
  giveTriesBack(chip, run.password);
  const response = encodePaceResponse({
    kind: 'token',
    token: authToken(step.keys.mac, oid, step.terminalEphemeral),
    authorities: run.requested === undefined ? [] : chip.memory.read('trustPoints').map(({ reference }) => reference),
    ...(run.mapping === 'cam' ? { sealedCamData: camProof(chip, step) } : {}),
  });
  session.access = {
    password: run.password,
    mapping: run.mapping,
    requested: run.requested,
    chipEphemeralX: xOf(step.chipEphemeral),
    terminalEphemeralX: xOf(step.terminalEphemeral),
  };
  if (session.channel === undefined) session.channel = channel;
  else session.nextChannel = channel;
  return response;
}

/** Chip-authentication mapping: CA_IC ties the mapping key to `deviceKey`. ICAO Doc 9303-11 §4.4.3.3.3, §4.4.3.5 */
function camProof(chip: Chip, step: PaceStep & { readonly kind: 'token' }): Uint8Array {
  const deviceKey = chip.memory.read('deviceKey') ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.meter.operation('ec-add');
  // The initialisation vector and three blocks.
  chip.meter.operation('aes-block', 4);
  const caIc = camData({ staticSecret: deviceKey.secret, mappingSecret: step.mappingSecret });
  return sealCamData(step.keys.enc, caIc);
}

/** Both ends check that the keys they exchanged differ. TR-03110-3 §B.1 */
function requireDifferent(own: Uint8Array, received: Uint8Array): void {
  if (equalBytes(own, received)) refuse(SW.AUTHENTICATION_FAILED);
}

function drawn(chip: Chip, length: number): Uint8Array {
  chip.meter.operation('random', length);
  return chip.random(length);
}

function xOf(point: Uint8Array): Uint8Array {
  return point.slice(1, 33);
}
