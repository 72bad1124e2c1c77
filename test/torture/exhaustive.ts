import {
  type CardStorage,
  createBlankCard,
  type MemoryDevice,
  memoryDevice,
  openCard,
} from '@residence-permit/firmware-sim/card';
import { seededRandom } from '@residence-permit/firmware-sim/testing';
import { decodeTlv } from '@residence-permit/shared/tlv';
import { CardSession } from './card-session.ts';
import { continueCard } from './continue-card.ts';
import { SUPPLIER_KEYS } from './life.ts';
import { whatWentBack } from './never-back.ts';
import { type ObservedState, observeDevice, observeState } from './observed-state.ts';
import { isState, predict } from './predict.ts';
import type { Step, Visit } from './step.ts';
import { type CutPoint, RecordedDevice } from './tear-commits.ts';
import { Tally } from './tally.ts';

/** How commits are laid on a device; the product's own way, or one with a planted fault. */
export type StorageOn = (device: MemoryDevice) => CardStorage;

/**
 * Runs a life of a card and loses power at every write of every command in every way of `partsOf`. Each image that this
 * leaves must be one of the states that the model allows, read alike by the chip and by the model; of each state one image
 * is taken further with `continueCard`.
 */
export function tearLife(input: {
  readonly storageOn: StorageOn;
  readonly visits: readonly Visit[];
  readonly tally: Tally;
  readonly isEnough: () => boolean;
}): void {
  const { storageOn, tally } = input;
  const device = new RecordedDevice();
  const storage = storageOn(device);
  const card = createBlankCard({
    kind: 'modern',
    supplierKeys: SUPPLIER_KEYS,
    random: seededRandom('torture chip'),
    storage,
  });
  let state = observeDevice(device.content());
  let devicePoint: Uint8Array = new Uint8Array(0);
  device.settle();
  for (const visit of input.visits) {
    card.reset();
    const session = new CardSession({ transmit: (command) => card.transmit(command), seed: visit.name, devicePoint });
    for (const step of visit.steps) {
      if (input.isEnough()) return;
      const answer = session.perform(step);
      if (step.kind === 'get-key') devicePoint = pointOf(answer);
      const allowed = predict(state, step);
      const judge = { storageOn, visit, step, before: state, allowed, devicePoint, tally };
      for (const cut of device.cuts()) judgeCut(judge, cut);
      state = observeDevice(device.content());
      if (!isState(state, allowed.at(-1) ?? state))
        tally.broken(`${visit.name}: ${step.kind} answered, and the model differs`);
    }
  }
}

type Judge = {
  readonly storageOn: StorageOn;
  readonly visit: Visit;
  readonly step: Step;
  readonly before: ObservedState;
  readonly allowed: readonly ObservedState[];
  readonly devicePoint: Uint8Array;
  readonly tally: Tally;
};

function judgeCut(judge: Judge, cut: CutPoint): void {
  const { visit, step, before, allowed, tally } = judge;
  tally.tear(step.kind);
  const where = `${visit.name}: ${step.kind}, cut at ${cut.at}`;
  try {
    const found = observeDevice(cut.content);
    const inOrder = cut.at === 'answered' ? allowed.slice(-1) : allowed;
    const index = inOrder.findIndex((meant) => isState(found, meant));
    if (index < 0)
      return tally.broken(`${where}: ${cut.at === 'answered' ? 'not the new state' : 'neither old nor new'}`);
    const back = whatWentBack(before, found);
    if (back.length > 0) return tally.broken(`${where}: went back: ${back.join(', ')}`);
    const device = memoryDevice(cut.content);
    const loaded = judge.storageOn(device).load();
    if (loaded === undefined || !isState(observeState(loaded), found))
      return tally.broken(`${where}: the chip reads another state`);
    if (!tally.isFirst(`${where}, state ${index}`)) return;
    continueCard({
      card: openCard({ storage: judge.storageOn(device), random: seededRandom(where) }),
      look: () => observeDevice(device.content()),
      devicePoint: judge.devicePoint,
    });
  } catch (cause) {
    tally.broken(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** 7F49 {86 point}. */
function pointOf(answer: Uint8Array): Uint8Array {
  return decodeTlv(decodeTlv(answer).value).value;
}
