import { TEST_PIN, TEST_PUK } from '@residence-permit/firmware-sim/testing';
import { ACTIVATION, AT_CLINIC, OFFICES, pace, PERSONALISATION, record, SELECT, use, WITH_CAN, wrong } from './life.ts';
import { encodeUtf8, toHex } from '@residence-permit/shared/bytes';
import { inShort, type ObservedState } from './observed-state.ts';
import type { StartingCards } from './seeded-run.ts';
import type { Step } from './step.ts';

/** A visit that can be begun anew: its steps depend on how far the card came. */
export type DrawnVisit = { readonly name: string; stepsFor(state: ObservedState): readonly Step[] };

type Random = (length: number) => Uint8Array;

const TRIES = 3;
const SUSPENDED = 1;

/** A card at some stage, and what is done with it. */
export function drawVisit(random: Random): { readonly card: keyof StartingCards; readonly visit: DrawnVisit } {
  const [kind = 0, a = 0, b = 0] = random(3);
  if (kind < 80) return { card: 'blank', visit: { name: 'personalisation', stepsFor: restOfPersonalisation } };
  if (kind < 100) return { card: 'personalised', visit: { name: 'activation', stepsFor: restOfActivation } };
  const visits = [counting, counting, granting, holderVisit, unblocking, readingByNumber, ending];
  const draw = visits[a % visits.length] ?? counting;
  return { card: 'active', visit: draw(toHex(random(8)), b) };
}

/** Personalisation goes on where it broke off: what PERSO STATUS would tell is what the model knows. */
function restOfPersonalisation(state: ObservedState): readonly Step[] {
  if (state.get('lifeCycle') !== 'blank') return [];
  const isReplaced = state.get('keySet') !== '1';
  return PERSONALISATION.filter((step) => {
    if (step.kind === 'open-channel') return !isReplaced || step.version !== 1;
    if (step.kind === 'put-key') return !isReplaced;
    return step.kind !== 'generate-key' || !state.has(`${step.key}Key`);
  });
}

/** Once the card is active, no collector sets a PIN again. */
function restOfActivation(state: ObservedState): readonly Step[] {
  return state.get('lifeCycle') === 'active' ? [] : ACTIVATION;
}

/** One transaction id for all tries of a use, and a second use behind it. */
function counting(name: string, amount: number): DrawnVisit {
  return {
    name: 'counting',
    stepsFor: () => [...AT_CLINIC, use(name, 1 + (amount % 9)), use(`${name} again`, 1), use(name, 1 + (amount % 9))],
  };
}

function granting(_name: string, choice: number): DrawnVisit {
  const office = OFFICES[choice % OFFICES.length] ?? [];
  const wanted = [
    { group: 18, grantor: 'health', from: 1 },
    { group: 17, grantor: 'issuer', from: 2 },
    { group: 20, grantor: 'culture', from: 0 },
  ].map((slot) => ({ ...slot, version: slot.from + 1 + (choice % 16) }));
  return {
    name: 'granting',
    stepsFor: (state) => [
      ...office,
      ...wanted
        .filter(({ group, grantor, version }) => versionIn(state, group, grantor) < version)
        .map(({ group, grantor, version }) => record(group, grantor, version)),
    ],
  };
}

function holderVisit(_name: string, choice: number): DrawnVisit {
  const pin = String(100_000 + choice);
  const misses = choice % 2;
  return {
    name: 'holder',
    stepsFor: (state) => {
      const tries = Number(state.get('pinTries'));
      if (tries === 0) return [pace('puk', TEST_PUK, 'none'), { kind: 'set-pin', pin: TEST_PIN }];
      const known = state.get('pin') === inShort(encodeUtf8(pin)) ? pin : TEST_PIN;
      if (tries === SUSPENDED) return [WITH_CAN, pace('pin', known, 'none'), { kind: 'change-pin', pin }];
      return misses === 1 && tries === TRIES
        ? [wrong('pin')]
        : [pace('pin', known, 'none'), { kind: 'change-pin', pin }];
    },
  };
}

function unblocking(_name: string, choice: number): DrawnVisit {
  return {
    name: 'unblocking',
    stepsFor: () =>
      choice % 3 === 0
        ? [wrong('puk')]
        : [
            pace('puk', TEST_PUK, 'none'),
            choice % 3 === 1 ? { kind: 'reset-counter' } : { kind: 'set-pin', pin: '919191' },
          ],
  };
}

function readingByNumber(_name: string, choice: number): DrawnVisit {
  const groups = choice % 2 === 0 ? [2, 9] : [17, 10];
  return {
    name: 'reading by card access number',
    stepsFor: () =>
      choice % 5 === 0
        ? [wrong('can')]
        : [WITH_CAN, SELECT, ...groups.map((sfi): Step => ({ kind: 'read', sfi, isLogged: true }))],
  };
}

function ending(_name: string, choice: number): DrawnVisit {
  const office = OFFICES[choice % OFFICES.length] ?? [];
  return {
    name: 'end',
    stepsFor: (state) => (state.get('lifeCycle') === 'terminated' ? [] : [...office, { kind: 'terminate' }]),
  };
}

function versionIn(state: ObservedState, group: number, grantor: string): number {
  return Number(state.get(`slot ${group} ${grantor}`)?.split(' ')[0] ?? 0);
}
