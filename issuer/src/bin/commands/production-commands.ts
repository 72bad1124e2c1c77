import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { makeTakeInChip } from '../../intake/index.ts';
import {
  type BatchProgress,
  forgetFinishedJobs,
  makeQuarantineCard,
  makeRunBatch,
  type Station,
} from '../../personalisation/index.ts';
import type { QuarantineReason } from '../../register/index.ts';
import { type CommandOutput, writeOutcome, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { type OfficeFolder } from '../office-folder.ts';
import { readSupplierKey } from '../parse-settings.ts';
import { awaitCardLeft, makePlaceCard, type ReaderChoice } from '../place-card.ts';
import { makeProduceCard } from '../produce-card.ts';
import { makeOfficeTerminals, publish } from './authority-commands.ts';
import type { CardRequest } from './card-commands.ts';

/** `permit-issuer intake`: replaces the supplier's keys of the blank on the reader and enters it in the stock. */
export async function intakeCommand(
  request: ReaderChoice & {
    readonly output: CommandOutput;
    readonly office: OfficeFolder;
    readonly supplierKey: string;
    readonly batch: string;
  },
): Promise<number> {
  const { output, office, batch } = request;
  const takeInChip = makeTakeInChip({
    ...office,
    officeMaster: await office.authority.openPersonalisationMaster(),
    supplierMaster: await readSupplierKey(request.supplierKey),
  });
  const placed = await makePlaceCard(request)();
  try {
    const { chip, kind } = await takeInChip({ transport: placed.transport, batch });
    const chipNumber = toHex(chip.chipNumber);
    const words = kind === 'taken-in' ? 'is taken in' : 'was taken in before';
    writeResult(output, { chipNumber, batch: chip.batch, kind }, [`chip ${chipNumber} ${words}, batch ${chip.batch}`]);
    return EXIT.DONE;
  } finally {
    await placed.release();
  }
}

/** `permit-issuer personalise`: writes the planned card to the blank on the reader and reads it back in another process. */
export async function personaliseCommand(
  request: CardRequest & ReaderChoice & { readonly letter: string; readonly clockText: string },
): Promise<number> {
  const { output, cardNumber, letter } = request;
  const produceCard = await makeProduction(request, () => letter);
  const outcome = await produceCard(cardNumber, request);
  return writeOutcome(output, outcome, ({ stage }) => ({
    result: { cardNumber, stage, letter },
    lines: [`card ${cardNumber} is ${stage}; CAN and PUK are in ${letter}`],
  }));
}

/** `permit-issuer batch`: personalises every planned card, or those named, over several readers at once. */
export async function batchCommand(request: {
  readonly output: CommandOutput;
  readonly office: OfficeFolder;
  readonly cardNumbers: readonly string[];
  readonly readers: readonly string[];
  readonly waitSeconds: number;
  readonly attempts: number;
  /** Folder for one letter a card. */
  readonly letters: string;
  readonly clockText: string;
}): Promise<number> {
  const { output, office, readers, waitSeconds, attempts, letters } = request;
  if (new Set(readers).size !== readers.length) throw new PermitError('SETTING_BAD', { detail: '--reader: one twice' });
  const { register } = office;
  const { cards } = await register.read();
  const planned = cards.filter(({ stage }) => stage === 'planned' || stage === 'personalised');
  const cardNumbers = request.cardNumbers.length > 0 ? request.cardNumbers : planned.map((card) => card.cardNumber);
  const produceCard = await makeProduction(request, (cardNumber) => join(letters, `${cardNumber}.json`));
  const runBatch = makeRunBatch({
    register,
    produceCard: (cardNumber, { name }) => produceCard(cardNumber, { reader: name, waitSeconds }),
    quarantineCard: makeQuarantineCard(office),
  });
  const stations: readonly Station[] = readers.map((name) => ({
    name,
    cardLeft: () => awaitCardLeft({ reader: name, waitSeconds }),
  }));
  const report = makeBatchReport(cardNumbers.length);
  const results = await runBatch({ cardNumbers, stations, attempts, report });
  if (results.some(({ end }) => end === 'quarantined')) await publish(office, office.paths.trust);
  const lines = results.map(
    ({ cardNumber, end, code }) => `${cardNumber}  ${end}${code === undefined ? '' : `  ${code}`}`,
  );
  writeResult(output, { cards: results }, lines);
  return results.every(({ end }) => end === 'checked') ? EXIT.DONE : EXIT.REFUSED;
}

/** `permit-issuer quarantine`: sets a card aside for good and tells the verifiers. */
export async function quarantineCommand(
  { output, office, cardNumber }: CardRequest,
  reason: QuarantineReason,
): Promise<number> {
  const outcome = await makeQuarantineCard(office)(cardNumber, reason);
  if (outcome.ok) await publish(office, office.paths.trust);
  return writeOutcome(output, outcome, ({ stage }) => ({
    result: { cardNumber, stage, reason },
    lines: [`card ${cardNumber} is ${stage} and revoked: ${reason}; \`replace\` plans another for its permit`],
  }));
}

/** The read-back judges by the office's own trust folder, so that is brought up to date first. */
async function makeProduction(
  { office, clockText }: { readonly office: OfficeFolder; readonly clockText: string },
  letterOf: (cardNumber: string) => string,
) {
  await forgetFinishedJobs(office);
  await publish(office, office.paths.trust);
  const { readFolder } = await makeOfficeTerminals(office);
  return makeProduceCard({ office, readFolder, clockText, letterOf });
}

/** One line of standard error for each thing that happens, with how many cards are done. */
function makeBatchReport(total: number): (progress: BatchProgress) => void {
  let done = 0;
  return ({ cardNumber, station, kind, code, refusal }) => {
    if (kind === 'checked' || kind === 'quarantined' || kind === 'left') done += 1;
    const why = refusal ?? code;
    process.stderr.write(
      `[${done}/${total}] ${station}: card ${cardNumber} ${kind}${why === undefined ? '' : ` (${why})`}\n`,
    );
  };
}
