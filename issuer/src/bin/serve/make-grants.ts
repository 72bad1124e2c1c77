import type { CatalogueUseCases } from '../../adapters/http/api/catalogue/index.ts';
import type { GrantUseCases } from '../../adapters/http/api/grants/index.ts';
import type { PurposeUseCases } from '../../adapters/http/api/purposes/index.ts';
import type { TerminalUseCases } from '../../adapters/http/api/terminals/index.ts';
import { maySign } from '../../authority/index.ts';
import type { RandomSource } from '../../ports/index.ts';
import {
  makeListCatalogueProposals,
  makeProposeCatalogue,
  makePublishCatalogue,
  makeReadCatalogue,
  type OfficeDeps,
} from '../../use-cases/catalogue/index.ts';
import {
  makeApproveGrant,
  makeApproveWithdrawal,
  makeConfirmDepartmentKey,
  makeDeclineGrant,
  makeDeclineWithdrawal,
  makeEnterGrant,
  makeEnterWithdrawal,
  makeListDepartmentKeys,
  makeListGrants,
  makeListWithdrawals,
  makeReadCardGrants,
  makeRegisterDepartmentKey,
  makeSettleUses,
  makeWithdrawDepartmentKey,
  makeWriteGrants,
  type MaySignKind,
} from '../../use-cases/grants/index.ts';
import {
  makeListPurposeProposals,
  makeProposePurposes,
  makePublishPurposes,
  makeReadPurposes,
} from '../../use-cases/purposes/index.ts';
import type { LoadPermitEntry } from '../../use-cases/production/index.ts';
import { makeListDoubleUses } from '../../use-cases/statistics/index.ts';
import {
  makeApproveTerminal,
  makeCertifyTerminal,
  makeReadCertificate,
  makeDeclineTerminal,
  makeEnrolTerminal,
  makeListTerminals,
  makeRevokeTerminal,
} from '../../use-cases/terminals/index.ts';
import { makeOfficeTerminals } from '../commands/authority-commands.ts';
import { type OfficeFolder, signersOf } from '../office-folder.ts';
import { makeOpenWriteSession } from '../office-terminal/open-write-session.ts';
import { toCredential } from '../office-terminal/to-credential.ts';
import { makeCertifyKey } from './certify-key.ts';

type Deps = OfficeDeps & { readonly random: RandomSource };

/** Grants over the office's own keys and write terminal. */
export function makeGrants(
  deps: Deps & { readonly office: OfficeFolder; readonly loadPermitEntry: LoadPermitEntry },
): GrantUseCases {
  const { office, random, clock } = deps;
  const maySignKind: MaySignKind = (grantor, kind) =>
    office.authority.grantorSigners
      .findLast((signer) => signer.grantor === grantor && maySign(signer, clock()))
      ?.kinds.includes(kind) ?? false;
  return {
    enterGrant: makeEnterGrant(deps),
    approveGrant: makeApproveGrant({ ...deps, maySignKind }),
    declineGrant: makeDeclineGrant(deps),
    enterWithdrawal: makeEnterWithdrawal(deps),
    approveWithdrawal: makeApproveWithdrawal(deps),
    declineWithdrawal: makeDeclineWithdrawal(deps),
    listWithdrawals: makeListWithdrawals(deps),
    listGrants: makeListGrants(deps),
    readCardGrants: makeReadCardGrants(deps),
    settleUses: makeSettleUses(deps),
    listDoubleUses: makeListDoubleUses(deps),
    registerDepartmentKey: makeRegisterDepartmentKey(deps),
    confirmDepartmentKey: makeConfirmDepartmentKey(deps),
    withdrawDepartmentKey: makeWithdrawDepartmentKey(deps),
    listDepartmentKeys: makeListDepartmentKeys(deps),
    async writeGrants(by, { cardNumber, placeCard }) {
      const { write } = await makeOfficeTerminals(office);
      const openWriteSession = makeOpenWriteSession({ placeCard, credential: toCredential(write), random });
      const { signEntitlements } = signersOf(office);
      return makeWriteGrants({ ...deps, signEntitlements })(by, { cardNumber, openWriteSession });
    },
  };
}

/** The published catalogue. */
export function makeCatalogue(deps: OfficeDeps): CatalogueUseCases {
  return {
    listCatalogueProposals: makeListCatalogueProposals(deps),
    proposeCatalogue: makeProposeCatalogue(deps),
    publishCatalogue: makePublishCatalogue(deps),
    readCatalogue: makeReadCatalogue(deps),
  };
}

/** The published purposes. */
export function makePurposes(deps: OfficeDeps): PurposeUseCases {
  return {
    listPurposeProposals: makeListPurposeProposals(deps),
    proposePurposes: makeProposePurposes(deps),
    publishPurposes: makePublishPurposes(deps),
    readPurposes: makeReadPurposes(deps),
  };
}

/** Terminals under the document verifiers of the office. */
export function makeTerminals(deps: OfficeDeps & { readonly office: OfficeFolder }): TerminalUseCases {
  return {
    enrolTerminal: makeEnrolTerminal(deps),
    approveTerminal: makeApproveTerminal(deps),
    declineTerminal: makeDeclineTerminal(deps),
    readCertificate: makeReadCertificate(deps),
    certifyTerminal: makeCertifyTerminal({ ...deps, certifyKey: makeCertifyKey(deps.office.authority) }),
    revokeTerminal: makeRevokeTerminal(deps),
    listTerminals: makeListTerminals(deps),
  };
}
