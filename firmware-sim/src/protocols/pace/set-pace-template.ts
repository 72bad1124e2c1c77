import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { findCurve, findMapping, type PaceCurve, type PaceMapping } from '@residence-permit/shared/pace';
import { decodeTemplateObject, type Template } from '@residence-permit/shared/terminal-auth';
import { decodeTlvSequence, findTlv, getTlv } from '@residence-permit/shared/tlv';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import type { PasswordKind } from '../../card/session.ts';
import { SW } from '../../card/status.ts';
import type { PaceRun } from './pace-run.ts';
import { passwordOf, triesStatus } from './password-tries.ts';

const DO_PROTOCOL = 0x80;
const DO_PASSWORD = 0x83;
const DO_PARAMETERS = 0x84;
const DO_TEMPLATE = 0x7f4c;
const KNOWN_OBJECTS: readonly number[] = [DO_PROTOCOL, DO_PASSWORD, DO_PARAMETERS, DO_TEMPLATE];

/** TR-03110-3 §B.11.1: password references; the machine-readable zone (01) is not offered. */
const PASSWORDS: ReadonlyMap<number, PasswordKind> = new Map<number, PasswordKind>([
  [2, 'can'],
  [3, 'pin'],
  [4, 'puk'],
]);

/**
 * MSE:Set AT for PACE (00 22 C1 A4). 9000, or 63CX as a warning: the run goes on. 6283: there is no PIN yet. A run of chip
 * authentication that was begun is given up.
 */
export function setPaceTemplate(chip: Chip, command: CommandApdu): ResponseApdu {
  chip.session.pace = undefined;
  chip.session.chipAuth = undefined;
  requireIssued(chip);
  const run = paceRunOf(command.data);
  requireFirstOrResumed(chip, run);
  passwordOf(chip, run.password);
  chip.session.pace = run;
  return { data: new Uint8Array(0), sw: triesStatus(chip, run.password) };
}

function requireIssued(chip: Chip): void {
  const lifeCycle = chip.memory.read('lifeCycle');
  if (lifeCycle !== 'personalised' && lifeCycle !== 'active') refuse(SW.CONDITIONS_NOT_SATISFIED);
}

function paceRunOf(data: Uint8Array): PaceRun {
  const objects = decodeTlvSequence(data);
  if (objects.some(({ tag }) => !KNOWN_OBJECTS.includes(tag))) refuse(SW.WRONG_DATA);
  const mapping = findMapping(getTlv(objects, DO_PROTOCOL).value) ?? refuse(SW.WRONG_DATA);
  const reference = getTlv(objects, DO_PASSWORD).value;
  const password = PASSWORDS.get(reference[0] ?? 0);
  if (reference.length !== 1 || password === undefined) return refuse(SW.REFERENCE_NOT_FOUND);
  const curve = curveOf(findTlv(objects, DO_PARAMETERS)?.value, mapping);
  const template = findTlv(objects, DO_TEMPLATE);
  const requested = template === undefined ? undefined : decodeTemplateObject(template.bytes);
  requireUsableTemplate(requested, password);
  return { password, mapping, curve, requested, step: { kind: 'nonce' } };
}

/**
 * The domain parameters that tag 84 names. Chip-authentication mapping has one set, so that it may be left out; generic
 * mapping has two, so that it must be there. TR-03110-3 §B.11.1
 */
function curveOf(parameters: Uint8Array | undefined, mapping: PaceMapping): PaceCurve {
  if (parameters === undefined) return mapping === 'cam' ? 'P-256' : refuse(SW.REFERENCE_NOT_FOUND);
  const curve = parameters.length === 1 ? findCurve(parameters[0] ?? 0) : undefined;
  if (curve === undefined || (mapping === 'cam' && curve !== 'P-256')) return refuse(SW.REFERENCE_NOT_FOUND);
  return curve;
}

/** Only a terminal asks for rights, and never with the unblocking code. */
function requireUsableTemplate(requested: Template | undefined, password: PasswordKind): void {
  if (requested === undefined) return;
  if (requested.role !== 'terminal' || password === 'puk') refuse(SW.WRONG_DATA);
}

/** PACE runs once in a session, except PIN after card access number without a template. TR-03110-2 §3.3 */
function requireFirstOrResumed(chip: Chip, run: PaceRun): void {
  const { access } = chip.session;
  if (access === undefined) return;
  const isResumed = access.password === 'can' && access.requested === undefined && run.password === 'pin';
  if (!isResumed) refuse(SW.CONDITIONS_NOT_SATISFIED);
}
