import {
  EF_ACCESS_LOG,
  EF_ATR_INFO,
  EF_CARD_ACCESS,
  EF_COUNTERS,
  EF_DIR,
  EF_STATE,
} from '@residence-permit/shared/apdu';

/** The parts of a tap, in their order. */
export const TAP_PHASES = [
  'select',
  'pace',
  'record',
  'terminal-authentication',
  'chip-authentication',
  'groups',
  'chip-files',
  'count',
  'write',
  'other',
] as const;
export type TapPhase = (typeof TAP_PHASES)[number];

/** What a command is for. The name never holds anything of its data. */
export type CommandName = { readonly phase: TapPhase; readonly name: string };

/** CLA of secure messaging. ISO/IEC 7816-4 §5.4.1 */
const CLA_SECURED = 0x0c;
const SFI_IN_P1 = 0x80;
const PACE_STEPS = ['nonce', 'mapping', 'key agreement', 'tokens'] as const;
const MASTER_FILES: ReadonlyMap<number, string> = new Map([
  [EF_CARD_ACCESS.sfi, 'EF.CardAccess'],
  [EF_ATR_INFO.sfi, 'EF.ATR/INFO'],
  [EF_DIR.sfi, 'EF.DIR'],
]);
const CHIP_FILES: ReadonlyMap<number, string> = new Map([
  [EF_COUNTERS.sfi, 'counters'],
  [EF_ACCESS_LOG.sfi, 'access log'],
  [EF_STATE.sfi, 'state'],
]);
/** Groups that are read to judge the record itself: DG1, and DG12 with the signer's certificates. */
const RECORD_GROUPS: readonly number[] = [1, 12];
const MAX_DATA_GROUP = 21;

/** MSE:Set by P1 and P2. TR-03110-3 §B.11 */
const SETTINGS: ReadonlyMap<number, CommandName> = new Map([
  [0xc1a4, { phase: 'pace', name: 'MSE:Set AT (PACE)' }],
  [0x41a4, { phase: 'chip-authentication', name: 'MSE:Set AT (chip authentication)' }],
  [0x81b6, { phase: 'terminal-authentication', name: 'MSE:Set DST' }],
  [0x81a4, { phase: 'terminal-authentication', name: 'MSE:Set AT (terminal authentication)' }],
]);

/** By INS, where the instruction alone says it. Card profile 1 §4. */
const INSTRUCTIONS: ReadonlyMap<number, CommandName> = new Map([
  [0x2a, { phase: 'terminal-authentication', name: 'PSO: Verify Certificate' }],
  [0x84, { phase: 'terminal-authentication', name: 'GET CHALLENGE' }],
  [0x82, { phase: 'terminal-authentication', name: 'EXTERNAL AUTHENTICATE' }],
  [0xc2, { phase: 'count', name: 'COUNT' }],
  [0xd2, { phase: 'write', name: 'WRITE RECORD' }],
  [0x2c, { phase: 'write', name: 'RESET RETRY COUNTER' }],
  [0x24, { phase: 'write', name: 'CHANGE REFERENCE DATA' }],
]);

/** Whether the command goes through the secure channel. */
export function isSecured(command: Uint8Array): boolean {
  return ((command[0] ?? 0) & CLA_SECURED) === CLA_SECURED;
}

/**
 * Names a command by its header alone, which secure messaging leaves in the clear (TR-03110-3 §F.1), and by the command
 * before it. The data is never looked at: a name cannot give away what it must not.
 */
export function nameCommand(command: Uint8Array, before: CommandName | undefined): CommandName {
  const [, ins = 0, p1 = 0, p2 = 0] = command;
  if (ins === 0xb0) return nameRead(p1, before);
  if (ins === 0xa4) return { phase: before === undefined || !isSecured(command) ? 'select' : 'record', name: 'SELECT' };
  if (ins === 0x22) return SETTINGS.get((p1 << 8) | p2) ?? { phase: 'other', name: 'MSE:Set' };
  if (ins === 0x86) return nameAuthenticate(before);
  return INSTRUCTIONS.get(ins) ?? { phase: 'other', name: `INS ${ins.toString(16).padStart(2, '0').toUpperCase()}` };
}

/** Without a short file id the current file is read on: the one of the command before. ISO/IEC 7816-4 §7.2.3 */
function nameRead(p1: number, before: CommandName | undefined): CommandName {
  if ((p1 & SFI_IN_P1) === 0) {
    return before?.name.startsWith('READ BINARY') === true ? before : { phase: 'other', name: 'READ BINARY' };
  }
  const sfi = p1 & 0x1f;
  const masterFile = MASTER_FILES.get(sfi);
  if (masterFile !== undefined) return { phase: 'select', name: `READ BINARY ${masterFile}` };
  const chipFile = CHIP_FILES.get(sfi);
  if (chipFile !== undefined) return { phase: 'chip-files', name: `READ BINARY ${chipFile}` };
  if (sfi > MAX_DATA_GROUP) return { phase: 'other', name: 'READ BINARY' };
  return { phase: RECORD_GROUPS.includes(sfi) ? 'record' : 'groups', name: `READ BINARY DG${sfi}` };
}

/** PACE takes four; chip authentication takes one, after its own MSE:Set AT. TR-03110-3 §B.1, §B.2 */
function nameAuthenticate(before: CommandName | undefined): CommandName {
  if (before?.phase === 'chip-authentication') return { phase: 'chip-authentication', name: 'GENERAL AUTHENTICATE' };
  const done = PACE_STEPS.findIndex((step) => before?.name === paceName(step));
  return { phase: 'pace', name: paceName(PACE_STEPS[done + 1] ?? PACE_STEPS[0]) };
}

function paceName(step: (typeof PACE_STEPS)[number]): string {
  return `GENERAL AUTHENTICATE (${step})`;
}
