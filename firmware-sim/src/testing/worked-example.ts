import { EF_CARD_ACCESS, encodeCommand, encodeResponse, NE_SHORT_MAX, readBinary } from '@residence-permit/shared/apdu';
import { toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { seededRandom } from './seeded-random.ts';
import { CLINIC_RIGHTS, CLINIC_TERMINAL, CVCA, NON_OFFICIAL_DV } from './test-authority.ts';
import { activeCells, TEST_CAN, testCard } from './test-card.ts';
import { TestTerminal } from './test-terminal.ts';

const STEPS = [
  'READ BINARY of EF.CardAccess',
  'MSE:Set AT: PACE-CAM, card access number, P-256, template of the clinic',
  'GENERAL AUTHENTICATE: encrypted nonce',
  'GENERAL AUTHENTICATE: mapping keys',
  'GENERAL AUTHENTICATE: ephemeral keys',
  'GENERAL AUTHENTICATE: tokens, reference of the CVCA, chip-authentication data',
  'SELECT of the application',
  'READ BINARY of DG1',
  'MSE:Set DST: the CVCA',
  'PSO: Verify Certificate: the DV',
  'MSE:Set DST: the DV',
  'PSO: Verify Certificate: the terminal',
  'MSE:Set AT: terminal authentication, committed date 2026-11-23',
  'GET CHALLENGE',
  'EXTERNAL AUTHENTICATE',
  'READ BINARY of DG2',
  'READ BINARY of DG3',
  'READ BINARY of DG9, which the terminal has no right to: refused, and the channel lives',
  'READ BINARY of DG17',
] as const;

/** Hexadecimal digits in a line of the page. */
const LINE_DIGITS = 160;

/**
 * One tap of a clinic at the test card, byte for byte, as the section of docs/card-profile.md that shows it. Both ends
 * draw from `seededRandom`, so whoever repeats it gets the same bytes.
 */
export function workedExample(): string {
  const { card, cells } = testCard(activeCells(), 'worked example, chip');
  const terminal = new TestTerminal(card, seededRandom('worked example, terminal'));
  terminal.send(readBinary({ sfi: EF_CARD_ACCESS.sfi, offset: 0, ne: NE_SHORT_MAX }));
  terminal.pace({ password: { kind: 'can', value: TEST_CAN }, template: CLINIC_RIGHTS });
  terminal.select();
  terminal.read(1);
  const chain = { cvca: CVCA.reference, dv: NON_OFFICIAL_DV, terminal: CLINIC_TERMINAL };
  terminal.authenticate(chain, parsePlainDate('2026-11-23'));
  for (const sfi of [2, 3, 9, 17]) terminal.read(sfi);
  if (terminal.exchanges.length !== STEPS.length) throw new RangeError(`want ${STEPS.length} exchanges`);
  const keys = terminal.sessionKeys;
  const { deviceKey } = cells();
  const given = {
    'card access number': TEST_CAN,
    'deviceKey, secret': toHex(deviceKey?.secret ?? new Uint8Array(0)),
    'deviceKey, public': toHex(deviceKey?.publicPoint ?? new Uint8Array(0)),
    'CVCA certificate, the trust point': toHex(CVCA.certificate),
    'terminal key, secret': toHex(CLINIC_TERMINAL.secret),
    'KSenc after PACE': toHex(keys.enc),
    'KSmac after PACE': toHex(keys.mac),
  };
  const table = Object.entries(given).map(([name, value]) => `${name}\n${wrapped('   ', value)}`);
  const exchanges = terminal.exchanges.map((exchange, at) => {
    const lines = [`${at + 1}. ${STEPS[at] ?? ''}`, wrapped(' > ', toHex(exchange.command))];
    if (exchange.plain !== undefined) lines.push(wrapped(' (>', toHex(encodeCommand(exchange.inner))));
    lines.push(wrapped(' < ', toHex(exchange.response)));
    if (exchange.plain !== undefined) lines.push(wrapped(' (<', toHex(encodeResponse(exchange.plain))));
    return lines.join('\n');
  });
  return [...table, ...exchanges].join('\n\n');
}

function wrapped(mark: string, hex: string): string {
  const lines = hex.match(new RegExp(`.{1,${LINE_DIGITS}}`, 'g')) ?? [];
  return lines.map((line, at) => `${at === 0 ? mark : '   '} ${line}`).join('\n');
}
