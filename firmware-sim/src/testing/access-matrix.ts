import { activeCells, TEST_CAN, TEST_PIN, TEST_PUK, testCard } from './test-card.ts';
import { seededRandom } from './seeded-random.ts';
import {
  allRights,
  CLINIC_RIGHTS,
  CLINIC_TERMINAL,
  CVCA,
  NON_OFFICIAL_DV,
  OFFICE_TERMINAL,
  OFFICIAL_DV,
} from './test-authority.ts';
import { TestTerminal } from './test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const PIN = { kind: 'pin', value: TEST_PIN } as const;
const CLINIC = { cvca: CVCA.reference, dv: NON_OFFICIAL_DV, terminal: CLINIC_TERMINAL };
const OFFICE = { cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL };

const STATIC_KEY = activeCells().deviceKey?.publicPoint ?? new Uint8Array();

/** Every kind of session that a row of the access table speaks of, opened on an active card. */
const SESSIONS = {
  'before PACE': () => [],
  'with the card access number and no template': (terminal: TestTerminal) => [terminal.pace({ password: CAN }).sw],
  'with the PIN and no template': (terminal: TestTerminal) => [terminal.pace({ password: PIN }).sw],
  'with the unblocking code': (terminal: TestTerminal) => [
    terminal.pace({ password: { kind: 'puk', value: TEST_PUK } }).sw,
  ],
  'with the card access number and a template, terminal not proved': (terminal: TestTerminal) => [
    terminal.pace({ password: CAN, template: CLINIC_RIGHTS }).sw,
  ],
  'with the PIN and a template, terminal not proved': (terminal: TestTerminal) => [
    terminal.pace({ password: PIN, template: CLINIC_RIGHTS }).sw,
  ],
  'with the card access number and a proved clinic': (terminal: TestTerminal) => [
    terminal.pace({ password: CAN, template: CLINIC_RIGHTS }).sw,
    terminal.authenticate(CLINIC),
  ],
  'with the PIN and a proved clinic': (terminal: TestTerminal) => [
    terminal.pace({ password: PIN, template: CLINIC_RIGHTS }).sw,
    terminal.authenticate(CLINIC),
  ],
  'with the card access number and a proved office': (terminal: TestTerminal) => [
    terminal.pace({ password: CAN, template: allRights('terminal') }).sw,
    terminal.authenticate(OFFICE),
  ],
  'with generic mapping and no template': (terminal: TestTerminal) => [
    terminal.pace({ password: CAN, mapping: 'gm', curve: 'brainpoolP256r1' }).sw,
  ],
  'with generic mapping and a template, terminal proved, chip not': (terminal: TestTerminal) => [
    terminal.pace({ password: CAN, mapping: 'gm', template: CLINIC_RIGHTS }).sw,
    terminal.authenticate(CLINIC),
  ],
  'with generic mapping and the PIN, terminal proved, chip not': (terminal: TestTerminal) => [
    terminal.pace({ password: PIN, mapping: 'gm', template: allRights('terminal') }).sw,
    terminal.authenticate(OFFICE),
  ],
  'with generic mapping, clinic and chip proved': (terminal: TestTerminal) => [
    terminal.pace({ password: CAN, mapping: 'gm', template: CLINIC_RIGHTS }).sw,
    terminal.authenticate(CLINIC),
    terminal.authenticateChip(STATIC_KEY).sw,
  ],
  'with generic mapping, office and chip proved': (terminal: TestTerminal) => [
    terminal.pace({ password: CAN, mapping: 'gm', curve: 'brainpoolP256r1', template: allRights('terminal') }).sw,
    terminal.authenticate(OFFICE),
    terminal.authenticateChip(STATIC_KEY).sw,
  ],
} as const;

/** A terminal in such a session, with the application selected. @throws RangeError where the session cannot be opened */
export function sessionWith(name: keyof typeof SESSIONS): TestTerminal {
  const terminal = new TestTerminal(testCard(activeCells()).card, seededRandom(name));
  const statuses = [...SESSIONS[name](terminal), terminal.select()];
  const failed = statuses.find((sw) => sw !== 0x9000);
  if (failed !== undefined) throw new RangeError(`${name}: ${failed.toString(16)}`);
  return terminal;
}

/** The status word of READ BINARY by short file id, for every file of the application. */
export function readsOf(terminal: TestTerminal): ReadonlyMap<number, number> {
  const sfis = Array.from({ length: 0x19 }, (_, at) => at + 1);
  return new Map(sfis.map((sfi) => [sfi, terminal.read(sfi).sw]));
}
