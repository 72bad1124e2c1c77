import { encodeUtf8, toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { inShort, type ObservedState } from './observed-state.ts';
import type { DatedKey, Step } from './step.ts';

/** A value that the model cannot know, such as a key that the chip made: anything but nothing. */
export const ANYTHING = '*';

const LOG_LINES = 64;
const KEPT_RECEIPTS = 16;
const PIN_TRIES = 3;

/** Lines to put in place of those that there are; undefined takes a line away. */
type Change = Readonly<Record<string, string | undefined>>;

/**
 * The model of the card that the torture judges by, made from docs/card-profile.md alone: the states that memory passes
 * through while a step runs, the first being the one before it. Every one of them is a whole state; the last is what stands
 * when the step was answered.
 */
export function predict(before: ObservedState, step: Step): readonly ObservedState[] {
  const states = [before];
  for (const change of changesOf(before, step)) states.push(changed(states.at(-1) ?? before, change));
  return states;
}

/** Is this the state that the model means? */
export function isState(observed: ObservedState, meant: ObservedState): boolean {
  if (observed.size !== meant.size) return false;
  return [...meant].every(([name, value]) => {
    const found = observed.get(name);
    return value === ANYTHING ? found !== undefined : found === value;
  });
}

function changesOf(state: ObservedState, step: Step): readonly Change[] {
  switch (step.kind) {
    case 'put-key':
      return [{ keySet: String(step.version) }];
    case 'generate-key':
      return [{ [`${step.key}Key`]: ANYTHING }];
    case 'store':
      return [storeChange(state, step)];
    case 'end-personalisation':
      return [{ lifeCycle: 'personalised', keySet: undefined }];
    case 'pace':
      return paceChanges(state, step);
    case 'present-link':
      return [{ trustPoints: `${step.link.reference}, ${step.by}`, ...dateChange(state, step.link) }];
    case 'present-dv':
      return [{ rememberedDv: step.dv.reference, ...dateChange(state, step.dv) }];
    case 'present-terminal':
      return step.terminal.effectiveDay > numberAt(state, 'chipDate') && step.terminal.movesDate
        ? [dateChange(state, step.terminal)]
        : [];
    case 'prove':
      return [logChange(state, step.terminal.reference, toEpochDays(step.committed))];
    case 'read':
      return step.isLogged ? [logChange(state, '', 0)] : [];
    case 'write-record':
      return [recordChange(step)];
    case 'count':
      return state.has(`receipt ${toHex(step.transaction)}`) ? [] : [countChange(state, step)];
    case 'set-pin':
    case 'change-pin':
      return [{ pin: inShort(encodeUtf8(step.pin)), pinTries: String(PIN_TRIES) }];
    case 'reset-counter':
      return [{ pinTries: String(PIN_TRIES) }];
    case 'terminate':
      return [{ lifeCycle: 'terminated' }];
    case 'open-channel':
    case 'get-key':
    case 'perso-status':
    case 'select':
    default:
      return [];
  }
}

/** A try goes before the check and comes back after it; a use of the unblocking code does not. Card profile 1 §5 */
function paceChanges(state: ObservedState, step: Step & { readonly kind: 'pace' }): readonly Change[] {
  switch (step.password) {
    case 'can':
      return [
        { canFailures: String(numberAt(state, 'canFailures') + 1) },
        ...(step.right ? [{ canFailures: '0' }] : []),
      ];
    case 'pin':
      return [
        { pinTries: String(numberAt(state, 'pinTries') - 1) },
        ...(step.right ? [{ pinTries: String(PIN_TRIES) }] : []),
      ];
    case 'puk':
    default:
      return [{ pukUses: String(numberAt(state, 'pukUses') - 1) }];
  }
}

/** Targets of STORE DATA above the data groups. docs/card-profile.md §4 */
function storeChange(state: ObservedState, step: Step & { readonly kind: 'store' }): Change {
  const content = step.whole.subarray(0, step.offset + step.bytes.length);
  switch (step.target) {
    case 0x40:
      return { can: inShort(content) };
    case 0x41:
      return { puk: inShort(content) };
    case 0x42:
      return { trustPointCertificate: inShort(content), trustPoints: ANYTHING, chipDate: ANYTHING };
    case 0x43:
      return { permitRef: inShort(content) };
    case 0x44:
      return { versionFloors: ANYTHING };
    case 0x45:
      return { chipDate: String(Math.max(numberAt(state, 'chipDate'), cvcDay(content))) };
    default:
      return { [`file ${step.target}`]: inShort(content) };
  }
}

/** Six unpacked digits YYMMDD. */
function cvcDay(digits: Uint8Array): number {
  const [a, b, c, d, e, f] = digits;
  return toEpochDays(parsePlainDate(`20${a}${b}-${c}${d}-${e}${f}`));
}

function dateChange(state: ObservedState, key: DatedKey): Change {
  return { chipDate: String(Math.max(numberAt(state, 'chipDate'), key.effectiveDay)) };
}

function logChange(state: ObservedState, terminal: string, day: number): Change {
  const lines = (state.get('accessLog') ?? '').split(', ').filter((line) => line !== '');
  const line = `${terminal}@${Math.max(numberAt(state, 'chipDate'), day)}`;
  return { accessLog: [...lines, line].slice(-LOG_LINES).join(', ') };
}

function recordChange({ record }: Step & { readonly kind: 'write-record' }): Change {
  const slot = { [`slot ${record.dataGroup} ${record.grantor}`]: `${record.version} ${inShort(record.signedBytes)}` };
  return record.dataGroup === 17 ? { ...slot, lifeCycle: 'active' } : slot;
}

/** The grants of the torture have one period. */
function countChange(state: ObservedState, step: Step & { readonly kind: 'count' }): Change {
  const use = `use ${toHex(step.grant)}`;
  const used = Number(state.get(use)?.split(' ')[1] ?? 0) + step.amount;
  const receipts = [...state.keys()].filter((name) => name.startsWith('receipt '));
  const dropped = receipts.slice(0, Math.max(0, receipts.length + 1 - KEPT_RECEIPTS));
  return {
    ...Object.fromEntries(dropped.map((name) => [name, undefined])),
    countDate: String(Math.max(numberAt(state, 'chipDate'), numberAt(state, 'countDate'), step.day)),
    [use]: `0 ${used}`,
    receiptSequence: String(numberAt(state, 'receiptSequence') + 1),
    [`receipt ${toHex(step.transaction)}`]: ANYTHING,
  };
}

function changed(state: ObservedState, change: Change): ObservedState {
  const next = new Map(state);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

function numberAt(state: ObservedState, name: string): number {
  return Number(state.get(name) ?? 0);
}
