import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveTerminal } from '@residence-permit/issuer/authority';
import { makeReadBackProcess } from '@residence-permit/issuer/office-terminal';
import type { ReadBack } from '@residence-permit/issuer/personalisation';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import { rightsFor } from '@residence-permit/issuer/authority';
import { openReader, type PcscCard } from '@residence-permit/reader/pcsc';
import { formatTdate } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import { SUPPLIER_MASTER_HEX } from '../builders/a-blank.ts';
import type { Office } from '../builders/an-office.ts';
import type { CardPlace } from './card-place.ts';
import { makeImage, ServedImage } from './served-image.ts';

const CARD_WAIT_MS = 15_000;

/**
 * Cards as image files, served by `permit-card` processes into the virtual reader of this namespace, and read through
 * pcscd like any other card. One card lies on the reader at a time.
 */
export async function makeVirtualReaderPlace(): Promise<CardPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'permit-demo-'));
  const supplierKey = join(folder, 'supplier.key');
  await writeFile(supplierKey, SUPPLIER_MASTER_HEX, { mode: 0o600 });
  const reader = await openReader();
  const imageOf = (name: string): string => join(folder, `${name}.card`);
  let served: { readonly name: string; readonly image: ServedImage } | undefined;
  let connected: PcscCard | undefined;

  async function takeOff(): Promise<void> {
    if (served === undefined) return;
    // A connection of our own tells when the reader has seen the card leave; only then may the next one come.
    const card = await reader.waitForCard({ timeoutMs: CARD_WAIT_MS });
    await served.image.remove();
    await card.waitForRemoval({ timeoutMs: CARD_WAIT_MS });
    await card.disconnect();
    served = undefined;
  }

  async function insert(name: string): Promise<void> {
    if (served?.name === name) return;
    await takeOff();
    served = { name, image: await ServedImage.insert(imageOf(name)) };
  }

  return {
    description: 'permit-card processes behind pcscd and the virtual reader',
    makeBlank: (name) => makeImage(imageOf(name), supplierKey),
    async placeCard(name) {
      await insert(name);
      const card = await reader.waitForCard({ timeoutMs: CARD_WAIT_MS });
      connected = card;
      return { transport: card, release: () => card.disconnect() };
    },
    readBack: (name, office) => readBackOf(join(folder, `office-${name}`), office),
    modelMs: (name) => {
      if (served?.name !== name) throw new RangeError(`${name} is not on the reader`);
      return served.image.nextSessionMs();
    },
    async close() {
      await connected?.disconnect();
      await served?.image.remove();
      await reader.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The office hands its trust and a terminal of its own to the public verifier, which runs in another process. */
function readBackOf(folder: string, office: Office): ReadBack {
  return async (card) => {
    const purpose = findPurpose(DEFAULT_PURPOSES, 'issuing-office');
    if (purpose === undefined) throw new RangeError('catalogue: no issuing-office');
    const rights = rightsFor(purpose, 'reads-and-counts');
    await saveTerminal(
      join(folder, 'terminal'),
      await office.issueTerminal({ mnemonic: 'READBK', dv: 'official', rights }),
    );
    await writeTrustFolder(join(folder, 'trust'), await office.publish());
    const readBack = makeReadBackProcess({
      reader: undefined,
      waitSeconds: CARD_WAIT_MS / 1000,
      trustFolder: join(folder, 'trust'),
      terminalFolder: join(folder, 'terminal'),
      clock: formatTdate(office.clock()),
    });
    return readBack(card);
  };
}
