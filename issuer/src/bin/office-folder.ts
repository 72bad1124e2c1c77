import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { toHex } from '@residence-permit/shared/bytes';
import type { Endorsement, EntitlementRecord } from '@residence-permit/shared/records';
import { PermitError } from '@residence-permit/shared/errors';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import {
  type Authority,
  type DocumentSigner,
  type KeyOpener,
  loadAuthority,
  makeSignatureJournal,
  maySign,
} from '../authority/index.ts';
import type { Usage } from '../keys/index.ts';
import { type JobStore, makeFileJobStore } from '../personalisation/index.ts';
import type { Clock, RandomSource } from '../ports/index.ts';
import type { Catalogue } from '../publishing/index.ts';
import { makeFileRegister, type Register } from '../register/index.ts';
import {
  type FindGrantorKey,
  makeSignEndorsement,
  makeSignEntitlements,
  makeSignPermit,
  type PermitToSign,
} from '../signing/index.ts';
import { makeKeyOpener, officePassphrase } from './open-keys.ts';

/** The calendar of the office: China Standard Time. */
export const UTC_OFFSET_MINUTES = 480;

/** Where an office keeps what it has: one folder on one machine. */
export type OfficePaths = ReturnType<typeof pathsOf>;

export function pathsOf(folder: string) {
  return {
    folder,
    authority: join(folder, 'authority'),
    register: join(folder, 'register.json'),
    journal: join(folder, 'signatures'),
    jobs: join(folder, 'jobs'),
    terminals: join(folder, 'terminals'),
    trust: join(folder, 'trust'),
  };
}

/** An office opened from its folder, with its stores, clock and signers. */
export type OfficeFolder = {
  readonly paths: OfficePaths;
  readonly authority: Authority;
  readonly register: Register;
  readonly jobs: JobStore;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly random: RandomSource;
  today(): PlainDate;
};

export const systemRandom: RandomSource = (length) => new Uint8Array(randomBytes(length));
export const CATALOGUE: Catalogue = { purposes: DEFAULT_PURPOSES, kinds: DEFAULT_KINDS };

/** @throws PermitError SETTING_BAD when there is no office in the folder; STORE_FAILED, KEY_BAD when one is damaged */
export async function openOffice(
  folder: string,
  clock: Clock,
  opener: KeyOpener = makeKeyOpener(officePassphrase()),
): Promise<OfficeFolder> {
  const paths = pathsOf(folder);
  if (!existsSync(paths.authority)) {
    throw new PermitError('SETTING_BAD', {
      detail: `--office: none in ${folder}; \`permit-issuer ceremony\` makes one`,
    });
  }
  return {
    paths,
    authority: await loadAuthority(paths.authority, opener),
    register: makeFileRegister(paths.register),
    jobs: makeFileJobStore(paths.jobs),
    catalogue: CATALOGUE,
    clock,
    random: systemRandom,
    today: () => dateAt(clock(), UTC_OFFSET_MINUTES),
  };
}

/** The signing use cases of an office: its newest document signer in force, and the grantors whose keys it holds. Each signature is journalled first. */
export function signersOf({ authority, clock, random, paths }: OfficeFolder) {
  const now = clock();
  const engine = nodeEd25519;
  const journal = makeSignatureJournal({ folder: paths.journal, clock, warn: warnOfCap });
  const office = once(() => currentSigner(authority.documentSigners, now));
  return {
    signPermit: (permit: PermitToSign) => {
      const { certificate } = office();
      const signer = journal.signing(office(), `card ${permit.status.uri}#${permit.status.index}`);
      return makeSignPermit({ signer: { signer, certificate }, engine, random, clock })(permit);
    },
    signEndorsement: (endorsement: Endorsement) => {
      const signer = journal.signing(office(), `endorsement ${toHex(endorsement.binding)}`);
      return makeSignEndorsement({ signer, engine })(endorsement);
    },
    signEntitlements: (record: EntitlementRecord) => {
      const findGrantorKey: FindGrantorKey = (grantor) => {
        const found = authority.grantorSigners.findLast((one) => one.grantor === grantor && maySign(one, now));
        if (found === undefined) return undefined;
        return {
          kinds: found.kinds,
          signer: journal.signing(found, `grants ${toHex(record.binding)} DG${record.dataGroup}`),
        };
      };
      return makeSignEntitlements({ findGrantorKey, engine })(record);
    },
  };
}

/** A remark for whoever plans the next signer; the command goes on. */
function warnOfCap(name: string, { used, limit }: Usage): void {
  process.stderr.write(`${name}: ${used} of ${limit} signatures are used; add the next signer\n`);
}

/** @throws PermitError KEY_BAD */
function currentSigner(signers: readonly DocumentSigner[], now: number): DocumentSigner {
  const signer = signers.findLast((candidate) => maySign(candidate, now));
  if (signer === undefined) throw new PermitError('KEY_BAD', { detail: 'no document signer is in force' });
  return signer;
}

function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}
