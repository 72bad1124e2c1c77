import {
  fileReads,
  openPace,
  type PaceSession,
  prepareTerminal,
  type ProveTerminal,
  readFile,
  selectPermit,
  setPin,
  terminalCommands,
  type TerminalCredential,
  writeRecord,
} from '@residence-permit/reader/session';
import {
  type CardTransport,
  type CommandApdu,
  PERMIT_AID,
  selectApplication,
  setPin as setPinCommand,
  writeRecord as writeRecordCommand,
} from '@residence-permit/shared/apdu';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { CardError } from '@residence-permit/shared/errors';
import { verifyCam } from '@residence-permit/shared/pace';
import { encodeWriteRecordData } from '@residence-permit/shared/records';
import type { CardStep, OpenWriteSession, WriteSession } from '../../live-card/index.ts';
import type { RandomSource } from '../../ports/index.ts';

/** A card in the field, freshly powered, and the way to let it go. */
export type FieldCard = { readonly transport: CardTransport; release(): Promise<void> };

/**
 * Opens write sessions with the office's terminal: PACE with the CAN and the terminal's rights, then the chip's proof of
 * its key, and only then terminal authentication, whose signature goes out with the first step where the way to the card
 * takes lists.
 */
export function makeOpenWriteSession(deps: {
  readonly placeCard: () => Promise<FieldCard>;
  readonly credential: TerminalCredential;
  readonly random: RandomSource;
}): OpenWriteSession {
  const { credential, random } = deps;
  const { template } = decodeCvCertificate(credential.certificates.terminal);
  return async ({ can, deviceKey }) => {
    const card = await deps.placeCard();
    try {
      const password = { kind: 'can', value: can } as const;
      const ahead = () => [selectApplication(PERMIT_AID), ...terminalCommands(credential)];
      const session = await openPace({ transport: card.transport, password, template, random, ahead });
      await selectPermit(session);
      const { caIc, chipMappingKey } = session;
      if (caIc === undefined || !verifyCam({ caIc, staticPublicKey: deviceKey, mappingPublicKey: chipMappingKey })) {
        throw new CardError('CHIP_NOT_GENUINE', { detail: 'not the chip of this card in the register' });
      }
      const prove = await prepareTerminal(session, credential);
      const { begin, ...steps } = stepsOn(session, prove);
      if (session.announce === undefined) await begin();
      return {
        ...steps,
        close: async () => {
          session.close();
          await card.release();
        },
      };
    } catch (cause) {
      await card.release();
      throw cause;
    }
  };
}

/** The steps of a session whose terminal has still to prove itself: the first of them, whichever it is, does that. */
function stepsOn(
  session: PaceSession,
  prove: ProveTerminal,
): Omit<WriteSession, 'close'> & { readonly begin: () => Promise<void> } {
  let announced: readonly CommandApdu[] = [];
  let begun: Promise<void> | undefined;
  const begin = (): Promise<void> => (begun ??= prove(announced));
  return {
    begin,
    announce: (steps) => {
      const commands = steps.flatMap((step) => commandsOf(session, step));
      if (begun === undefined) announced = commands;
      else session.announce?.(commands.slice(1));
    },
    readFile: (sfi) => begin().then(() => readFile(session, sfi)),
    writeRecord: (data) => begin().then(() => writeRecord(session, data)),
    setPin: (pin) => begin().then(() => setPin(session, pin)),
  };
}

function commandsOf(session: PaceSession, step: CardStep): readonly CommandApdu[] {
  if (step.kind === 'set-pin') return [setPinCommand(step.pin)];
  if (step.kind === 'write') return [writeRecordCommand(encodeWriteRecordData(step.data))];
  return fileReads(session, { sfi: step.sfi });
}
