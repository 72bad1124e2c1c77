import type { Card } from '@residence-permit/firmware-sim/card';
import { encodeCommand, PERMIT_AID, selectApplication } from '@residence-permit/shared/apdu';
import { CardSession, WrongAnswer } from './card-session.ts';
import { OFFICE_KEY_VERSION, OFFICE_KEYS, SELECT, SUPPLIER_KEYS, WITH_CAN } from './life.ts';
import type { ObservedState } from './observed-state.ts';
import { isState, predict } from './predict.ts';
import type { Step } from './step.ts';

const READ_DG1: Step = { kind: 'read', sfi: 1, isLogged: false };
const SELECTED_TERMINATED = 0x85;

/**
 * A card after loss of power does what its state asks for: a blank one opens a personalisation channel and tells how far it
 * came, a permit taps, a terminated one says so. @throws WrongAnswer
 */
export function continueCard(input: {
  readonly card: Pick<Card, 'transmit'>;
  readonly look: () => ObservedState;
  readonly devicePoint: Uint8Array;
}): void {
  const { card, look, devicePoint } = input;
  const session = new CardSession({ transmit: (command) => card.transmit(command), seed: 'continued', devicePoint });
  let state = look();
  for (const step of nextSteps(state)) {
    session.perform(step);
    const meant = predict(state, step).at(-1) ?? state;
    state = look();
    if (!isState(state, meant)) throw new WrongAnswer(`after power came back, ${step.kind} left another state`);
  }
  if (state.get('lifeCycle') !== 'terminated') return;
  const answer = card.transmit(encodeCommand(selectApplication(PERMIT_AID)));
  if (answer[1] !== SELECTED_TERMINATED) throw new WrongAnswer('a terminated card does not say so');
}

function nextSteps(state: ObservedState): readonly Step[] {
  const lifeCycle = state.get('lifeCycle');
  if (lifeCycle === 'terminated') return [];
  if (lifeCycle !== 'blank') return [WITH_CAN, SELECT, READ_DG1];
  return Number(state.get('keySet')) === OFFICE_KEY_VERSION
    ? [{ kind: 'open-channel', keys: OFFICE_KEYS, version: OFFICE_KEY_VERSION }, { kind: 'perso-status' }]
    : [{ kind: 'open-channel', keys: SUPPLIER_KEYS, version: 1 }];
}
