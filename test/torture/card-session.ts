import {
  allRights,
  CLINIC_RIGHTS,
  seededRandom,
  TEST_PERMIT_REF,
  TestPersonaliser,
  TestTerminal,
} from '@residence-permit/firmware-sim/testing';
import {
  changePin,
  count,
  generateKey,
  getKey,
  persoStatus,
  putKey,
  type ResponseApdu,
  setLifeCycle,
  setPin,
  storeData,
  unblockPin,
  writeRecord,
} from '@residence-permit/shared/apdu';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import { encodeWriteRecordData } from '@residence-permit/shared/records';
import { encodePutKey } from '@residence-permit/shared/scp03';
import { encodeTlv } from '@residence-permit/shared/tlv';
import { createHash } from 'node:crypto';
import type { Rights, Step } from './step.ts';

/** The card answered what the profile does not allow for. */
export class WrongAnswer extends Error {}

const OK = 0x9000;

/** The two ends that talk to a card from one power-up to the next. `transmit` throws once the power is gone. */
export class CardSession {
  readonly #terminal: TestTerminal;
  readonly #personaliser: TestPersonaliser;
  readonly #binding: Uint8Array;

  /** `devicePoint` is the public point of `deviceKey`, where the card has one: endorsements are bound to it. */
  constructor(input: {
    readonly transmit: (command: Uint8Array) => Uint8Array;
    readonly seed: string;
    readonly devicePoint: Uint8Array;
  }) {
    this.#terminal = new TestTerminal(input, seededRandom(`terminal ${input.seed}`));
    this.#personaliser = new TestPersonaliser(input);
    this.#binding = createHash('sha256').update(input.devicePoint).digest();
  }

  /** Runs a step to its end. Answers the data of the last response. @throws WrongAnswer; whatever `transmit` throws */
  perform(step: Step): Uint8Array {
    const { sw, data } = this.#answer(step);
    const isRight = step.kind !== 'pace' || step.right ? sw === OK : sw === 0x6300 || (sw & 0xfff0) === 0x63c0;
    if (!isRight) throw new WrongAnswer(`${step.kind} answered ${sw.toString(16)}`);
    return data;
  }

  #answer(step: Step): ResponseApdu {
    const terminal = this.#terminal;
    const host = this.#personaliser;
    switch (step.kind) {
      case 'open-channel':
        return status(host.open(step.keys, step.version));
      case 'put-key': {
        const { keys, version, dek } = step;
        return host.send(putKey({ oldVersion: 1, data: encodePutKey({ newKeyVersion: version, keys, dek }) }));
      }
      case 'generate-key':
        return host.send(generateKey(step.key));
      case 'get-key':
        return host.send(getKey(step.key));
      case 'store':
        return host.send(storeData({ target: step.target, offset: step.offset, bytes: step.bytes }));
      case 'perso-status':
        return host.send(persoStatus());
      case 'end-personalisation':
        return host.send(setLifeCycle('personalised'));
      case 'pace': {
        const template = step.rights === 'none' ? {} : { template: templateFor(step.rights) };
        return status(terminal.pace({ password: { kind: step.password, value: step.value }, ...template }).sw);
      }
      case 'present-link':
        return status(terminal.present(step.by, step.link.certificate));
      case 'present-dv':
        return status(terminal.present(step.by, step.dv.certificate));
      case 'present-terminal':
        return status(terminal.present(step.by, step.terminal.certificate));
      case 'prove':
        return status(terminal.prove(step.terminal, step.committed));
      case 'select':
        return status(terminal.select());
      case 'read':
        return terminal.read(step.sfi);
      case 'write-record': {
        const binding = step.record.dataGroup === 17 ? this.#binding : TEST_PERMIT_REF;
        return terminal.send(writeRecord(encodeWriteRecordData({ ...step.record, binding })));
      }
      case 'count':
        return terminal.send(count(countData(step)));
      case 'set-pin':
        return terminal.send(setPin(step.pin));
      case 'change-pin':
        return terminal.send(changePin(step.pin));
      case 'reset-counter':
        return terminal.send(unblockPin());
      case 'terminate':
      default:
        return terminal.send(setLifeCycle('terminated'));
    }
  }
}

function status(sw: number): ResponseApdu {
  return { sw, data: new Uint8Array(0) };
}

function templateFor(rights: Exclude<Rights, 'none'>) {
  return rights === 'clinic' ? CLINIC_RIGHTS : allRights('terminal');
}

/** Every grant of the torture is of the grantor `health`, in DG18. */
function countData({ grant, amount, transaction }: Step & { readonly kind: 'count' }): Uint8Array {
  return concatBytes(
    encodeTlv(0x80, Uint8Array.of(18)),
    encodeTlv(0x81, encodeUtf8('health')),
    encodeTlv(0x82, grant),
    encodeTlv(0x83, Uint8Array.of(amount >> 8, amount & 0xff)),
    encodeTlv(0x84, transaction),
  );
}
