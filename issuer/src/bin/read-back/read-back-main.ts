import { createInterface } from 'node:readline';
import { loadTerminalFolder, loadTrustFolder, nodeEngine, nodeRandom } from '@residence-permit/reader/node';
import { type TapResult, verifyCard } from '@residence-permit/reader/verify';
import type { CardTransport, ListAnswer } from '@residence-permit/shared/apdu';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { CardError, CODES, type Code, PermitError } from '@residence-permit/shared/errors';
import { answerSchema, type askSchema, type faultSchema, type reportSchema } from './relay-lines.ts';
import type { z } from 'zod';

/**
 * Reads a card back with the public verifier, in this process of its own: what made the card has no say in what is read. The
 * card is on somebody else's reader; its commands go out and its responses come in as lines of JSON. The CAN comes through
 * the environment, where no other user of the machine can see it.
 *
 *   read-back-main TRUST TERMINAL INSTANT UTC-OFFSET
 */
const [trustFolder = '', terminalFolder = '', instantText = '', offsetText = ''] = process.argv.slice(2);
const can = process.env['PERMIT_CAN'] ?? '';
const DAY = 86_400;
/** The purpose that names every personal data group. */
const PURPOSE = 'issuing-office';

/** Data groups by the members of a record. */
const GROUPS = {
  name: 2,
  birthDate: 3,
  sex: 4,
  ethnicGroup: 5,
  citizenId: 6,
  hukouAddress: 7,
  residenceAddress: 8,
  portrait: 9,
  issue: 10,
  residence: 11,
  ageOver: 13,
  serviceClass: 14,
} as const;

type Line = z.infer<typeof askSchema> | z.infer<typeof reportSchema> | z.infer<typeof faultSchema>;
const say = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const heard = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

try {
  say({ report: reportOf(await readCard()) });
} catch (cause) {
  if (!(cause instanceof PermitError))
    process.stderr.write(`read-back: ${cause instanceof Error ? cause.stack : 'unknown'}\n`);
  say({ code: cause instanceof PermitError ? cause.code : 'UNEXPECTED' });
}
process.stdin.destroy();

async function readCard(): Promise<TapResult> {
  const clock = () => Number(instantText);
  const { trust } = await loadTrustFolder({
    folder: trustFolder,
    engine: nodeEngine,
    openedAt: clock(),
    instant: 'given',
  });
  const purpose = trust.findPurpose(PURPOSE);
  if (purpose === undefined) throw new PermitError('PURPOSE_UNKNOWN', { detail: PURPOSE });
  return verifyCard({
    transport: relayed(),
    purpose,
    trust,
    clock,
    utcOffsetMinutes: Number(offsetText),
    password: {
      kind: 'can',
      value: can,
    },
    terminal: await loadTerminalFolder(terminalFolder),
    staleness: {
      bundleSeconds: DAY,
      statusSeconds: DAY,
    },
    random: nodeRandom,
    engine: nodeEngine,
    metering: { nowMs: () => performance.now() },
  });
}

function relayed(): CardTransport {
  const transmitList = async (commands: readonly Uint8Array[]): Promise<ListAnswer> => {
    say({ commands: commands.map((command) => toHex(command)) });
    const { value } = await heard.next();
    const { responses, fault } = answerSchema.parse(JSON.parse(String(value)));
    const answer = { responses: responses.map((response) => fromHex(response)) };
    return fault === undefined ? answer : { ...answer, fault: faultOf(fault) };
  };
  return {
    transmitList,
    async transmit(command) {
      const { responses, fault } = await transmitList([command]);
      const [response] = responses;
      if (response === undefined) throw fault ?? new CardError('CARD_ANSWER_BAD', { detail: 'no response' });
      return response;
    },
  };
}

function faultOf(text: string): CardError {
  return new CardError(Object.hasOwn(CODES, text) ? (text as Code) : 'READER_FAILED');
}

function reportOf({ answers, reasons, fields }: TapResult): z.infer<typeof reportSchema>['report'] {
  const { name, issue } = fields;
  return {
    authentic: answers.authentic.answer,
    chipGenuine: answers.chipGenuine.answer,
    reasons: [...reasons],
    dataGroups: Object.entries(GROUPS).flatMap(([member, group]) => (Object.hasOwn(fields, member) ? [group] : [])),
    ...(name === undefined ? {} : { name }),
    ...(issue === undefined ? {} : { permitNumber: issue.permitNumber }),
  };
}
