import {
  authenticateTerminal,
  openPace,
  readFile,
  selectPermit,
  setPin,
  type TerminalCredential,
  writeRecord,
} from '@residence-permit/reader/session';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { CardError } from '@residence-permit/shared/errors';
import { verifyCam } from '@residence-permit/shared/pace';
import type { OpenWriteSession } from '../../live-card/index.ts';
import type { RandomSource } from '../../ports/index.ts';

/** A card in the field, freshly powered, and the way to let it go. */
export type FieldCard = { readonly transport: CardTransport; release(): Promise<void> };

/**
 * Opens write sessions with the office's terminal: PACE with the CAN and the terminal's rights, then the chip's proof of
 * its key, and only then terminal authentication.
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
      const session = await openPace({ transport: card.transport, password, template, random });
      await selectPermit(session);
      const { caIc, chipMappingKey } = session;
      if (caIc === undefined || !verifyCam({ caIc, staticPublicKey: deviceKey, mappingPublicKey: chipMappingKey })) {
        throw new CardError('CHIP_NOT_GENUINE', { detail: 'not the chip of this card in the register' });
      }
      await authenticateTerminal(session, credential);
      return {
        readFile: (sfi) => readFile(session, sfi),
        writeRecord: (data) => writeRecord(session, data),
        setPin: (pin) => setPin(session, pin),
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
