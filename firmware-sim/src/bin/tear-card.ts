import { readFileSync } from 'node:fs';
import { decodeCommand, PERMIT_AID, selectApplication } from '@residence-permit/shared/apdu';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import {
  type CardStorage,
  type CardDescription,
  describeCard,
  memoryDevice,
  openCard,
  twoSlotStorage,
} from '../card/index.ts';
import { cutDevice, Power, PowerLoss, seededRandom, TestTerminal } from '../faults/index.ts';
import { fileStorage, lockImage, saveFile } from '../image/index.ts';
import type { Report } from './report.ts';

export type TearCard = {
  readonly image: string;
  /** Card access number: the session begins with PACE, selects the application and reads DG2. */
  readonly can: string | undefined;
  /** Command APDUs in hexadecimal, sent after that, inside the channel where there is one. */
  readonly apdu: readonly string[];
  /** The write to cut, from 1; every write where absent. */
  readonly at: number | undefined;
  readonly seed: string;
  /** Whether the image itself gets what the cut leaves, or only a copy in memory. */
  readonly target: 'copy' | 'in place';
};

/** No session of this tool writes more often; a card that does is a fault. */
const MAX_WRITES = 10_000;
const DG2 = 2;

/**
 * Runs a session with a card and takes its power away at one write to its memory, or at each in turn, always from the same
 * image. Reports for each cut whether the old state stands or the new one, and what differs from the image; then the sums.
 * @throws PermitError IMAGE_BAD, SETTING_BAD for an APDU or a missing `at`, STORE_CONFLICT, and STORE_FAILED where a cut left
 * neither state
 */
export function tearCard(request: TearCard, report: Report): void {
  if (request.target === 'in place' && request.at === undefined) {
    throw new PermitError('SETTING_BAD', { detail: '--in-place: want --at' });
  }
  const lock = request.target === 'in place' ? lockImage(request.image) : undefined;
  try {
    if (fileStorage(request.image).load() === undefined)
      throw new PermitError('IMAGE_BAD', { detail: `no file ${request.image}` });
    const content = new Uint8Array(readFileSync(request.image));
    const whole = runSession(request, content, undefined);
    const sums = { old: 0, new: 0, neither: 0 };
    for (const at of request.at === undefined ? upTo(whole.writes) : [request.at]) {
      const cut = runSession(request, content, at);
      if (cut.lostAt === undefined)
        throw new PermitError('SETTING_BAD', { detail: `the session has ${whole.writes} writes` });
      const found = judge(whole.states, cut);
      sums[found] += 1;
      reportCut({ at, found, apdu: cut.lostAt, before: loaded(content), after: loaded(cut.content) }, report);
      if (request.target === 'in place') saveFile(request.image, cut.content);
    }
    report(
      { event: 'torn', writes: whole.writes, ...sums },
      `${whole.writes} writes: old ${sums.old}, new ${sums.new}, neither ${sums.neither}`,
    );
    if (sums.neither > 0)
      throw new PermitError('STORE_FAILED', { detail: 'a cut left neither the old state nor the new' });
  } finally {
    lock?.release();
  }
}

type Ran = {
  /** Every state that a commit began to put down, the one at the start first. */
  readonly states: readonly Uint8Array[];
  readonly writes: number;
  readonly content: Uint8Array;
  /** Number and instruction byte of the command in which power went. */
  readonly lostAt: string | undefined;
};

function runSession(request: TearCard, image: Uint8Array, at: number | undefined): Ran {
  const inner = memoryDevice(image);
  const power = new Power();
  const fault = at === undefined ? undefined : ({ kind: 'cut-at-write', at } as const);
  const torn = cutDevice({ inner, fault, power, random: seededRandom(`${request.seed} ${at}`) });
  let writes = 0;
  const storage = twoSlotStorage({
    ...torn,
    write: (offset, bytes) => {
      writes += 1;
      if (writes > MAX_WRITES) throw new RangeError('a session without end');
      torn.write(offset, bytes);
    },
  });
  const states = [loaded(image)];
  const watched: CardStorage = {
    load: () => storage.load(),
    save: (state) => {
      states.push(state);
      storage.save(state);
    },
  };
  const card = openCard({ storage: watched, random: seededRandom(`chip ${request.seed}`) });
  let apdus = 0;
  let lostAt: string | undefined;
  const transmit = (command: Uint8Array): Uint8Array => {
    apdus += 1;
    const answer = card.transmit(command);
    if (power.lostBy === undefined) return answer;
    lostAt = `${apdus}, instruction ${toHex(command.subarray(1, 2))}`;
    throw new PowerLoss('torn');
  };
  try {
    runCommands(request, new TestTerminal({ transmit }, seededRandom(`terminal ${request.seed}`)));
  } catch (cause) {
    if (!(cause instanceof PowerLoss)) throw cause;
  }
  return { states, writes, content: inner.content(), lostAt };
}

function runCommands({ can, apdu }: TearCard, terminal: TestTerminal): void {
  if (can !== undefined) {
    terminal.pace({ password: { kind: 'can', value: can } });
    terminal.select();
    terminal.read(DG2);
  } else {
    terminal.send(selectApplication(PERMIT_AID));
  }
  for (const text of apdu) terminal.send(decodeCommand(apduFrom(text)));
}

function apduFrom(text: string): Uint8Array {
  if (!/^([0-9a-f]{2}){4,}$/i.test(text))
    throw new PermitError('SETTING_BAD', { detail: `--apdu ${text}: want hex digits` });
  return fromHex(text.toLowerCase());
}

/** The last state that the cut session began to put down is the new one, that before it the old one. */
function judge(states: readonly Uint8Array[], cut: Ran): 'old' | 'new' | 'neither' {
  const found = toHex(loaded(cut.content));
  const [old, next] = states.slice(cut.states.length - 2, cut.states.length).map(toHex);
  if (found === next) return 'new';
  return found === old ? 'old' : 'neither';
}

function reportCut(
  cut: {
    readonly at: number;
    readonly found: string;
    readonly apdu: string;
    readonly before: Uint8Array;
    readonly after: Uint8Array;
  },
  report: Report,
): void {
  const changed = differences(describeCard(cut.before), describeCard(cut.after));
  const words = Object.entries(changed).map(([name, [was, is]]) => `${name} ${was} -> ${is}`);
  report(
    { event: 'cut', write: cut.at, apdu: cut.apdu, found: cut.found, changed },
    `write ${cut.at}, in APDU ${cut.apdu}: ${cut.found}${words.length === 0 ? ', as the image was' : `; ${words.join(', ')}`}`,
  );
}

/** Members of the description that differ, as JSON text: before and after. */
function differences(
  before: CardDescription,
  after: CardDescription,
): Readonly<Record<string, readonly [string, string]>> {
  const later = new Map(Object.entries(after));
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, value]) => {
      const [was, is] = [JSON.stringify(value), JSON.stringify(later.get(name))];
      return was === is ? [] : [[name, [was, is]] as const];
    }),
  );
}

function loaded(content: Uint8Array): Uint8Array {
  const state = twoSlotStorage(memoryDevice(content)).load();
  if (state === undefined) throw new PermitError('IMAGE_BAD', { detail: 'no state' });
  return state;
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
