import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBlankCard } from '@residence-permit/firmware-sim/card';
import { fileStorage } from '@residence-permit/firmware-sim/image';
import { rightsFor, saveTerminal } from '@residence-permit/issuer/authority';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import { diversifyKeys } from '@residence-permit/shared/scp03';
import { accept, anOffice, aRecord, DEMO_AT, onReader, seededRandom, SUPPLIER_MASTER } from '../builders/index.ts';

/** What the tools work on: the image of an active card, a trust folder and the folder of a clinic's terminal. */
export type OfficeOnDisk = {
  readonly folder: string;
  readonly image: string;
  readonly trust: string;
  readonly clinic: string;
  /** The instant at which everything is in force, as `--clock` takes it. */
  readonly clock: string;
  readonly can: string;
  readonly pin: string;
  readonly puk: string;
  /** Writes the trust folder anew after a change. */
  publish(): Promise<void>;
  revoke(): Promise<void>;
  /** Puts an older file back into the trust folder, as somebody would who holds a verifier in the past. */
  putBack(name: string, bytes: Uint8Array): Promise<void>;
  remove(): Promise<void>;
};

const PIN = '135790';

export async function anOfficeOnDisk(): Promise<OfficeOnDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'permit-tools-'));
  const [image, trust, clinic] = ['card.image', 'trust', 'clinic'].map((name) => join(folder, name));
  if (image === undefined || trust === undefined || clinic === undefined) throw new Error('no paths');
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const random = seededRandom('card on disk');
  const chipNumber = random(10);
  const supplierKeys = diversifyKeys(SUPPLIER_MASTER.expose(), chipNumber);
  const chip = createBlankCard({ kind: 'modern', supplierKeys, chipNumber, random, storage: fileStorage(image) });
  const placeCard = onReader(chip);
  const { cardNumber, permitRef } = await office.plan(aRecord());
  const [from, through] = [parsePlainDate('2026-01-01'), parsePlainDate('2027-12-31')];
  accept(await office.grant(permitRef, { kind: 'health', from, through }));
  const { can, puk } = await office.personalise({ cardNumber, placeCard });
  accept(await office.activate({ cardNumber, placeCard, pin: PIN }));
  accept(await office.writeEntitlements({ cardNumber, placeCard }));

  const purpose = findPurpose(DEFAULT_PURPOSES, 'clinic');
  if (purpose === undefined) throw new Error('no purpose');
  const rights = rightsFor(purpose, 'reads-and-counts');
  await saveTerminal(clinic, await office.issueTerminal({ mnemonic: 'CLINIC', dv: 'non-official', rights }));
  const publish = async (): Promise<void> => writeTrustFolder(trust, await office.publish());
  await publish();
  return {
    folder,
    image,
    trust,
    clinic,
    clock: '2026-06-15T02:00:00Z',
    can,
    pin: PIN,
    puk,
    publish,
    revoke: async () => {
      accept(await office.changeStanding(cardNumber, 'revoke'));
      await publish();
    },
    putBack: (name, bytes) => writeFile(join(trust, name), bytes),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
