import type { Ed25519Signer } from '@residence-permit/shared/cose';
import {
  checkpointKeyPath,
  makeSealEvents,
  makeSignCheckpoints,
  makeWitnessFile,
  requireOwnKey,
} from '../../adapters/audit/index.ts';
import type { JobHandlers } from '../../adapters/jobs/index.ts';
import type { Authority } from '../../authority/index.ts';
import { makeKeyOpener, officePassphrase } from '../open-keys.ts';
import type { ServiceParts } from './open-service.ts';

/** The jobs of the audit log: linking what was entered, and signing what was linked. */
export function makeAuditJobs({
  database,
  settings,
  office,
}: Pick<ServiceParts, 'database' | 'settings' | 'office'>): Pick<JobHandlers, 'seal-audit' | 'sign-checkpoint'> {
  const { pool } = database;
  const sealEvents = makeSealEvents(pool);
  const signCheckpoints = makeSignCheckpoints({
    pool,
    openSigner: makeOpenSigner(settings.keys, office.authority),
    appendNote: settings.witness === undefined ? undefined : makeWitnessFile(settings.witness),
  });
  return {
    'seal-audit': async ({ signal }) => {
      await sealEvents(signal);
    },
    'sign-checkpoint': async () => {
      await signCheckpoints();
    },
  };
}

/** Opens the checkpoint key once; a failure is tried again at the next job. */
function makeOpenSigner(keyFolder: string, authority: Authority): () => Promise<Ed25519Signer> {
  const opener = makeKeyOpener(officePassphrase());
  let opened: Ed25519Signer | undefined;
  return async () => {
    opened ??= requireOwnKey(
      await opener.ed25519({ kind: 'file', path: checkpointKeyPath(keyFolder) }),
      issuingKeys(authority),
    );
    return opened;
  };
}

function issuingKeys({
  statusKey,
  bundleKey,
  documentSigners,
  grantorSigners,
  bundleRoots,
}: Authority): readonly Uint8Array[] {
  const signers = [...documentSigners, ...grantorSigners].map(({ key }) => key);
  return [statusKey, bundleKey, ...signers, ...bundleRoots.keys].map(({ publicKey }) => publicKey);
}
