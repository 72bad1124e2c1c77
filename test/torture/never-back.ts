import type { ObservedState } from './observed-state.ts';

const LIFE_CYCLES = ['blank', 'personalised', 'active', 'terminated'];
const RISING = ['chipDate', 'countDate', 'receiptSequence', 'keySet'];

/**
 * What went back between two looks at one card, whatever happened in between; empty for a sound card. Counters, versions,
 * dates and the life cycle only rise; uses of the unblocking code only fall. The tries of PIN and card access number come back with the
 * right password: `predict` says when.
 */
export function whatWentBack(earlier: ObservedState, later: ObservedState): readonly string[] {
  const names = [...earlier.keys()];
  const counters = [...RISING, ...names.filter((name) => name.startsWith('use ') || name.startsWith('slot '))];
  const fallen = counters.filter((name) => later.has(name) && comparable(later, name) < comparable(earlier, name));
  const lost = names.filter((name) => /^(use|slot|file|deviceKey|receiptKey|permitRef)/.test(name) && !later.has(name));
  return [
    ...fallen,
    ...lost,
    ...(lifeCycleOf(later) < lifeCycleOf(earlier) ? ['lifeCycle'] : []),
    ...(Number(later.get('pukUses')) > Number(earlier.get('pukUses')) ? ['pukUses'] : []),
    ...['deviceKey', 'receiptKey'].filter((key) => earlier.has(key) && later.get(key) !== earlier.get(key)),
  ];
}

/** Uses are `period used`, slots `version digest`: a period counts more than any use in it. */
function comparable(state: ObservedState, name: string): number {
  const [first = '0', second = '0'] = (state.get(name) ?? '0').split(' ');
  return name.startsWith('use ') ? Number(first) * 65_536 + Number(second) : Number(first);
}

function lifeCycleOf(state: ObservedState): number {
  return LIFE_CYCLES.indexOf(state.get('lifeCycle') ?? '');
}
